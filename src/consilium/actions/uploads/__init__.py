"""Files on their way into a case: sent in pieces, resumed, kept sealed, handed to the case as one batch.

`sending` creates, appends and terminates; `unmeasured` takes files whose length nobody knows before their end,
`arriving` whole files of one request;
`handing` gives what came to the case; `tidying` removes what was given up.
"""

from consilium.actions.uploads.arriving import Arriving
from consilium.actions.uploads.handing import Handed, give_back, hand_in, hand_on, take_in, tell
from consilium.actions.uploads.sending import Upload, append, create, one, terminate, waiting
from consilium.actions.uploads.tidying import expire
from consilium.actions.uploads.unmeasured import Unmeasured

__all__ = [
    "Arriving",
    "Handed",
    "Unmeasured",
    "Upload",
    "append",
    "create",
    "expire",
    "give_back",
    "hand_in",
    "hand_on",
    "one",
    "take_in",
    "tell",
    "terminate",
    "waiting",
]

"""`consilium sending-key`: keys with which a center's system sends images into a case (docs/reference/dicomweb.md)."""

from __future__ import annotations

import argparse
from datetime import timedelta
from uuid import UUID

from consilium.actions.cases import case_to_read
from consilium.actions.imaging import sendingkeys
from consilium.actions.opened import now
from consilium.cli.setup import Setup, say
from consilium.domain.errors import NotFoundError
from consilium.domain.viewer import OPERATOR
from consilium.knowledge.catalog import Catalog


def arguments(parser: argparse.ArgumentParser, texts: Catalog) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--for", metavar="WHOM", dest="whom", help=texts.text("cli.option_sending_name"))
    what.add_argument("--list", action="store_true", help=texts.text("cli.option_sending_list"))
    what.add_argument("--revoke", metavar="ID", help=texts.text("cli.option_sending_revoke"))
    days = texts.text("cli.option_sending_days")
    parser.add_argument("--days", metavar="N", type=int, default=sendingkeys.DAYS, help=days)
    parser.add_argument("--case", metavar="NAME", help=texts.text("cli.option_case"))


def run(arguments: argparse.Namespace, setup: Setup, texts: Catalog) -> int:
    """0. A new key stands alone on standard output."""
    installation = setup.installation()
    case = case_to_read(installation, OPERATOR, arguments.case)
    if arguments.whom is not None:
        print(sendingkeys.make(installation, case, arguments.whom, arguments.days))
        until = (now() + timedelta(days=arguments.days)).date().isoformat()
        return say(texts.text("cli.sending_key_made", until=until), 0)
    if arguments.revoke is not None:
        sendingkeys.revoke(case, _id(arguments.revoke))
        return say(texts.text("cli.sending_key_revoked"), 0)
    listed = sendingkeys.keys(case)
    for key in listed:
        said = "cli.sending_key_works" if key.works else "cli.sending_key_ended"
        print(texts.text(said, id=str(key.id), name=key.name, until=key.until.date().isoformat()))
    return 0 if listed else say(texts.text("cli.sending_keys_none"), 0)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFoundError("errors.not_found") from None

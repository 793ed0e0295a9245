"""The addresses of the pages: the door's, then the family's."""

from consilium.web.door import urls as door
from consilium.web.family import urls as family

urlpatterns = [*door.urlpatterns, *family.urlpatterns]

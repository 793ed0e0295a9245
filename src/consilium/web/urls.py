"""The addresses of the pages: the door's, then the family's."""

from django.urls import include, path

from consilium.web.door import views as door
from consilium.web.family import urls as family

urlpatterns = [
    path("language/", door.language, name="language"),
    path("enter/", door.enter, name="enter"),
    path("account/", door.account, name="account"),
    path("sign/", include("allauth.urls")),
    *family.urlpatterns,
]

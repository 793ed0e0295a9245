"""Every address of the pages."""

from django.urls import include, path

urlpatterns = [path("", include("consilium.web.urls")), path("", include("consilium.web.imaging.urls"))]
handler404 = "consilium.web.errors.not_found"
handler403 = "consilium.web.errors.denied"
handler400 = "consilium.web.errors.bad_request"
handler500 = "consilium.web.errors.failed"
handler429 = "consilium.web.door.limits.too_often"

"""The pages of images and slides: each file lists its own addresses."""

from consilium.web.imaging import slide

PAGES = (slide,)
urlpatterns = [address for page in PAGES for address in page.urlpatterns]

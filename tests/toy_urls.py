"""The addresses of the toy beside those of the product."""

from django.urls import include, path

from backoffice.urls import urlpatterns as product
from core.ui import page_urls
from tests import toy

people = page_urls(
    toy.UserListPage,
    toy.UserCreatePage,
    toy.UserLookupPage,
    toy.UserDetailPage,
    toy.UserEditPage,
    toy.UserLeavePage,
    toy.UserDismissPage,
)
urlpatterns = [*product, path("toy/", include((people, "toy")))]

"""The console's addresses, below /console/. What is not listed here does not exist: there is no sign-up."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from qianming.console.views import signatures

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="signature_list"), name="home"),
    path("signatures/", signatures.signature_list, name="signature_list"),
    path("signatures/<int:signature_id>/", signatures.signature_detail, name="signature_detail"),
    path("language/", set_language, name="set_language"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-step/", include("allauth.mfa.urls")),
]

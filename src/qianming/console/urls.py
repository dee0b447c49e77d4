"""The console's addresses, below /console/. What is not listed here does not exist: there is no sign-up."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from qianming.console.views import (
    applications,
    language,
    qualifications,
    records,
    signature_acts,
    signatures,
    start,
    templates,
    uploads,
    warnings,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="signature_list"), name="home"),
    path("signatures/", signatures.signature_list, name="signature_list"),
    path("signatures/<int:signature_id>/", signatures.signature_detail, name="signature_detail"),
    path("signatures/new/", applications.signature_new, name="signature_new"),
    path("signatures/check/", applications.signature_check, name="signature_check"),
    path("signatures/<int:signature_id>/edit/", applications.signature_edit, name="signature_edit"),
    path(
        "signatures/<int:signature_id>/withdraw/",
        signature_acts.signature_withdraw,
        name="signature_withdraw",
    ),
    path("signatures/<int:signature_id>/freeze/", signature_acts.signature_freeze, name="signature_freeze"),
    path(
        "signatures/<int:signature_id>/unfreeze/",
        signature_acts.signature_unfreeze,
        name="signature_unfreeze",
    ),
    path("signatures/<int:signature_id>/delete/", signature_acts.signature_delete, name="signature_delete"),
    path("start/", start.start, name="start"),
    path("account/", start.choose_account, name="choose_account"),
    path("uploads/", uploads.upload, name="form_upload"),
    path("materials/<path:key>", uploads.material, name="material"),
    path("qualifications/", qualifications.qualification_list, name="qualification_list"),
    path("qualifications/new/", qualifications.qualification_new, name="qualification_new"),
    path("qualifications/phone-code/", qualifications.phone_code, name="phone_code"),
    path(
        "qualifications/<int:qualification_id>/",
        qualifications.qualification_detail,
        name="qualification_detail",
    ),
    path(
        "qualifications/<int:qualification_id>/edit/",
        qualifications.qualification_edit,
        name="qualification_edit",
    ),
    path(
        "qualifications/<int:qualification_id>/withdraw/",
        qualifications.qualification_withdraw,
        name="qualification_withdraw",
    ),
    path(
        "qualifications/<int:qualification_id>/delete/",
        qualifications.qualification_delete,
        name="qualification_delete",
    ),
    path("powers/", records.power_list, name="power_list"),
    path("powers/new/", records.power_new, name="power_new"),
    path("powers/print/", records.power_print, name="power_print"),
    path("trademarks/", records.trademark_list, name="trademark_list"),
    path("trademarks/new/", records.trademark_new, name="trademark_new"),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/new/", templates.template_new, name="template_new"),
    path("templates/preview/", templates.template_preview, name="template_preview"),
    path("templates/<str:code>/edit/", templates.template_edit, name="template_edit"),
    path("templates/<str:code>/withdraw/", templates.template_withdraw, name="template_withdraw"),
    path("templates/<str:code>/delete/", templates.template_delete, name="template_delete"),
    path("warnings/", warnings.warning_list, name="warning_list"),
    path("warnings/calendar/", warnings.calendar_make, name="calendar_make"),
    path("warnings/calendar/revoke/", warnings.calendar_revoke, name="calendar_revoke"),
    path("calendar/<str:token>.ics", warnings.calendar, name="calendar"),
    path("language/", language.change_language, name="set_language"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-step/", include("allauth.mfa.urls")),
]

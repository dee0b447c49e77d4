"""The paths under `/files/`, mounted there by the project."""

from django.urls import URLPattern, path

from qianming.rpc.carrier_answers import carrier_answer
from qianming.rpc.uploads import look, upload

urlpatterns: list[URLPattern] = [
    path("", upload, name="upload"),
    path("carrier-answers/<str:carrier>", carrier_answer, name="carrier-answer"),
    path("<path:key>", look, name="file"),
]

"""The paths that Django answers; the dispatcher sends everything else to the RPC face."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

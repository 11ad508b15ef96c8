# Serves docs/receivers/python's view for Django, with the settings that its page asks for.
import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import path

sys.path.insert(0, "docs/receivers/python")
settings.configure(
    ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], DATA_UPLOAD_MAX_MEMORY_SIZE=16 * 1024 * 1024,
    SECRET_KEY="of-a-test", MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
)
django.setup()

from django_receiver import hook  # noqa: E402

urlpatterns = [path("hook", hook)]
make_server("127.0.0.1", int(os.environ["PORT"]), get_wsgi_application(), handler_class=WSGIRequestHandler).serve_forever()

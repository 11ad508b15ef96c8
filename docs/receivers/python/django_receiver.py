# A view, and in urls.py: path("hook", hook). In the settings, or Django refuses more than 2.5 MB:
# DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
import os

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from inbox import store
from verify import is_from_carillon


@csrf_exempt  # Carillon has no token of a form; the signature stands in for it
@require_POST
def hook(request):
    body = request.body  # before anything reads request.POST
    if not is_from_carillon(body, request.headers, os.environ["CARILLON_SECRET"]):
        return HttpResponse(status=401)
    store(body)
    return HttpResponse(status=204)

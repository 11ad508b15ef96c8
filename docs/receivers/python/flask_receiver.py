# CARILLON_SECRET=whsec_… flask --app flask_receiver run --port 8080
import os

from flask import Flask, request
from inbox import store
from verify import is_from_carillon

app = Flask(__name__)


@app.post("/hook")
def hook():
    body = request.get_data()  # not request.get_json(); before anything reads request.form
    if not is_from_carillon(body, request.headers, os.environ["CARILLON_SECRET"]):
        return "", 401
    store(body)
    return "", 204

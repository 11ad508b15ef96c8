# CARILLON_SECRET=whsec_… uvicorn fastapi_receiver:app --port 8080
import os

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from inbox import store
from verify import is_from_carillon

app = FastAPI()


@app.post("/hook")
async def hook(request: Request):
    body = await request.body()  # no model as a parameter: it would be parsed, and written anew
    if not is_from_carillon(body, request.headers, os.environ["CARILLON_SECRET"]):
        return Response(status_code=401)
    await run_in_threadpool(store, body)
    return Response(status_code=204)

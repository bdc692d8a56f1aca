"""The page where one asks: answers with their sources, silence where there is no evidence, nothing sent away."""

import http.server
import json
import threading

import pytest
from django.urls import reverse

from tests.web.conftest import page

CHATBOT = "Moet een chatbot zeggen dat het een computer is?"


def test_an_answer_names_the_article_and_leads_to_our_page_of_it(client):
    response = client.get("/nl/ask/", {"q": CHATBOT})
    assert "art. 50" in page(response)
    assert 'href="/nl/law/art_50/"' in response.content.decode()
    assert "geen juridisch advies" in page(response)


def test_where_there_is_no_evidence_it_says_so(client):
    text = page(client.get("/en/ask/", {"q": "What will the weather be in Lisbon on Sunday?"}))
    assert "We have no answer to this" in text
    assert "(Art. " not in text


def test_without_a_question_there_are_examples(client):
    assert "For instance" in page(client.get(reverse("ask")))


@pytest.mark.parametrize("q", ["???", "x" * 401, "!"])
def test_what_is_no_question_is_refused_with_a_link_to_the_field(client, q):
    response = client.get("/en/ask/", {"q": q})
    assert response.status_code == 422
    assert 'href="#q"' in response.content.decode()


@pytest.mark.parametrize(
    "q", ["<script>alert(1)</script> chatbot", "'; DROP TABLE case; --", "{{7*7}} chatbot", "chatbot " * 50]
)
def test_odd_questions_are_answered_and_escaped(client, q):
    response = client.get("/en/ask/", {"q": q})
    assert response.status_code in (200, 422)
    assert "<script>alert" not in response.content.decode()


def test_programs_get_the_same_answer(client):
    got = client.get("/api/v1/ask", {"q": CHATBOT, "lang": "nl"}).json()
    assert got["lang"] == "nl"
    assert any(passage["provision"] == "art_50" for passage in got["passages"])
    assert client.get("/api/v1/ask", {"q": ""}).status_code == 422
    assert client.get("/api/v1/ask", {"q": "?"}).status_code == 422


class Model(http.server.BaseHTTPRequestHandler):
    """A language model on this machine that says one thing a passage carries, and one that none does."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).seen.append(asked)
        first = asked["messages"][-1]["content"].split("[1] ")[1].split("[2]")[0].split(". ")[1].strip()
        said = {"choices": [{"message": {"content": f"{first} [1]. The fine is 999 euros per day [1]."}}]}
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def model(monkeypatch):
    Model.seen = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("TOEPAS_LLM_URL", f"http://127.0.0.1:{server.server_address[1]}/v1")
    monkeypatch.setenv("TOEPAS_LLM_MODEL", "small")
    yield Model
    server.shutdown()
    server.server_close()


def test_a_connected_model_writes_only_what_the_passages_carry_and_the_page_says_that_questions_leave(client, model):
    text = page(client.get("/en/ask/", {"q": "Must a chatbot say that it is a computer?"}))
    assert "your question is sent there" in text
    assert "What it rests on" in text
    assert "999" not in text
    assert len(model.seen) == 1


def test_without_a_connected_model_nothing_leaves(client, monkeypatch):
    import httpx

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was sent")

    monkeypatch.setattr(httpx.Client, "post", refuse)
    monkeypatch.setattr(httpx.Client, "send", refuse)
    assert client.get("/en/ask/", {"q": "Must a chatbot say that it is a computer?"}).status_code == 200

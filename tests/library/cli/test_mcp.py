"""Assistants over the Model Context Protocol: a real client talks to the real command."""

import asyncio
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

from tests.repository.project import ROOT


def talk(conversation, home):
    """Start ``toepas mcp`` and hand a session to the conversation."""

    async def run():
        server = StdioServerParameters(
            command=sys.executable,
            args=["-P", "-m", "toepas", "mcp"],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "TOEPAS_HOME": str(home)},
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            return await conversation(session)

    # in a thread of its own: another test of this process may hold an event loop open (the browser does)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(asyncio.wait_for(run(), 120))).result()


def content(result):
    """What a tool gave back: structured where there is a structure."""
    if result.structured_content is not None:
        return result.structured_content.get("result", result.structured_content)
    return json.loads(result.content[0].text)


def call(name, home, **arguments):
    async def conversation(session):
        return await session.call_tool(name, arguments)

    return talk(conversation, home)


def test_the_four_tools_are_offered_with_what_they_take(tmp_path):
    async def conversation(session):
        return await session.list_tools()

    tools = {tool.name: tool for tool in talk(conversation, tmp_path).tools}
    assert set(tools) == {"facts", "check", "ask", "law"}
    assert "facts" in tools["check"].input_schema["properties"]
    assert all(tool.description for tool in tools.values())


def test_a_case_is_checked_as_on_the_command_line(tmp_path):
    facts = {
        "ai_system": True,
        "listed_practice": False,
        "annex_iii_area": True,
        "area_employment": True,
        "recruitment": True,
        "profiles_people": True,
    }
    got = content(call("check", tmp_path, facts=facts, on="2026-11-24"))
    assert "high-risk" in got["class_possible"]
    assert got["questions"]
    assert got["verdict"]


def test_facts_can_be_searched_in_dutch(tmp_path):
    found = content(call("facts", tmp_path, search="sollicitaties", lang="nl"))
    assert [fact["id"] for fact in found] == ["recruitment"]


def test_a_provision_is_read(tmp_path):
    assert content(call("law", tmp_path, provision="art_5", lang="nl"))["title"] == "Praktijken die verboden zijn"


def test_a_question_is_answered_with_citations(tmp_path):
    got = content(call("ask", tmp_path, question="Must a chatbot say that it is a computer?", lang="en"))
    assert any(passage["provision"] == "art_50" for passage in got["passages"])
    assert all(item["cites"] for item in got["statements"])


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [("check", {"facts": {"nonsense": True}}, "no such fact"), ("check", {"facts": {}, "on": "soon"}, "not a date"),
     ("check", {"facts": {}, "text_version": "2020-01-01"}, "one of"), ("law", {"provision": "art_999"}, "no such provision")],
)  # fmt: skip
def test_what_cannot_be_used_is_said(tmp_path, name, arguments, words):
    result = call(name, tmp_path, **arguments)
    assert result.is_error
    assert words in result.content[0].text

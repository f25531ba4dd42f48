"""The generated reference: what is published, served and stored, and what becomes of it."""

import json
from pathlib import Path

from lianxun.reference.catalogue import catalogue, chapters
from lianxun.reference.examples import Examples
from lianxun.reference.states import states
from lianxun.serving import SERVICES
from libs.common import asyncapi
from libs.common.http import openapi
from libs.contracts.registry import load


def documents(examples: Path) -> dict[str, str]:
    """Write every document, by its file name; pages for people need the folder of examples."""
    return {**contracts(), **(pages(examples) if examples.is_dir() else {})}


def contracts() -> dict[str, str]:
    """Write the documents for programs: AsyncAPI for Kafka, OpenAPI for each service."""
    described = {
        f"openapi/{service.name}.json": json.dumps(
            openapi.document(service), ensure_ascii=False, indent=1
        )
        + "\n"
        for service in SERVICES
    }
    return {"asyncapi.json": asyncapi.document(SERVICES, load()), **described}


def pages(examples: Path) -> dict[str, str]:
    """Write the pages for people: the events, and the states that they lead to."""
    read = {
        chapter.name: Examples(examples / chapter.name, chapter.wire)
        for chapter in chapters(SERVICES)
    }
    return {"events.md": catalogue(SERVICES, load(), read), "states.md": states(SERVICES, read)}

"""The generated part of the reference: AsyncAPI for Kafka, OpenAPI for each service."""

import json

from lianxun.serving import SERVICES
from libs.common import asyncapi
from libs.common.http import openapi
from libs.contracts.registry import load


def documents() -> dict[str, str]:
    """Write every document, by its file name."""
    described = {
        f"openapi/{service.name}.json": json.dumps(
            openapi.document(service), ensure_ascii=False, indent=1
        )
        + "\n"
        for service in SERVICES
    }
    return {"asyncapi.json": asyncapi.document(SERVICES, load()), **described}

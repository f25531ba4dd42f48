"""`lianxun contracts write|check`: the generated reference of what is published and asked."""

from pathlib import Path
from typing import Annotated

import typer

from lianxun.cli.errors import MISMATCH, CommandFailed, errors_told

Folder = Annotated[Path, typer.Argument(help="The folder of the reference.")]
REFERENCE = Path("docs/reference")

contracts_app = typer.Typer(no_args_is_help=True, help="What services publish, and what they take.")


@contracts_app.command()
def write(folder: Folder = REFERENCE) -> None:
    """Write the AsyncAPI document and an OpenAPI document per service."""
    from lianxun.reference import documents

    for name, content in documents().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        typer.echo(file)


@contracts_app.command()
def check(folder: Folder = REFERENCE) -> None:
    """Tell whether the documents are as the code is; exit code 6 when they are not."""
    from lianxun.reference import documents

    with errors_told():
        for name, content in documents().items():
            file = folder / name
            if not file.exists() or file.read_text(encoding="utf-8") != content:
                raise CommandFailed(f"{file} is not as the code is; run `make docs`.", MISMATCH)

"""`lianxun contracts export|check`: what services publish and take, and whether it is kept."""

from pathlib import Path
from typing import Annotated

import typer

from lianxun.cli.errors import MISMATCH, CommandFailed, errors_told
from lianxun.cli.output import tell

Folder = Annotated[Path, typer.Argument(help="The folder of the reference.")]
Examples = Annotated[
    Path, typer.Option(help="A folder with an example of each stored event, for the catalogue.")
]
Promised = Annotated[
    Path | None, typer.Option(help="A folder of golden schemas other than this release's own.")
]
REFERENCE = Path("docs/reference")
GOLDEN = Path("tests/contracts/golden")

contracts_app = typer.Typer(no_args_is_help=True, help="What services publish, and what they take.")


@contracts_app.command()
def export(folder: Folder = REFERENCE, examples: Examples = GOLDEN) -> None:
    """Write AsyncAPI, an OpenAPI document per service, the event catalogue and the states."""
    from lianxun.reference import documents

    for name, content in documents(examples).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        typer.echo(file)


@contracts_app.command()
def check(
    folder: Folder = REFERENCE, examples: Examples = GOLDEN, promised: Promised = None
) -> None:
    """Tell what readers were promised and is not kept, and which document is not as the code is.

    Exit code 6 when there is any; what breaks a promise is named by its event and field.
    """
    from lianxun.reference import documents
    from libs.contracts.promises import FOLDER, broken
    from libs.contracts.registry import load

    with errors_told():
        breaches = list(broken(load(), promised or FOLDER))
        old = [name for name, text in documents(examples).items() if _read(folder / name) != text]
        for breach in breaches:
            tell(f"incompatible: {breach}")
        for name in old:
            tell(f"{folder / name} is not as the code is; run `make docs`.")
        if breaches or old:
            counted = f"{len(breaches)} promises broken, {len(old)} documents out of date"
            raise CommandFailed(counted, MISMATCH)


def _read(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.exists() else None

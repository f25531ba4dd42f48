"""`lianxun doctor`: what is wrong with this machine, its settings and its servers."""

from dataclasses import asdict

from lianxun.cli.errors import CommandFailed, errors_told
from lianxun.cli.output import Form, FormOption, write_rows
from lianxun.cli.sites import HOME, Home

COLUMNS = ("check", "result", "found", "advice")


def doctor(home: Home = HOME, output: FormOption = Form.TABLE) -> None:
    """Look at everything that has to be right, and say what to do where it is not."""
    from lianxun.doctor.examination import examine
    from lianxun.doctor.finding import Result

    with errors_told():
        findings = examine(home)
        write_rows(map(asdict, findings), COLUMNS, output)
        if failed := [finding.check for finding in findings if finding.result is Result.FAIL]:
            raise CommandFailed(f"not well: {', '.join(failed)}")

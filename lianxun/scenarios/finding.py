"""The phases on site: working papers, issues, the two sortings, the report and its check."""

from collections.abc import Iterator
from typing import Any

from lianxun.scenarios.actors import person
from lianxun.scenarios.script import Found, Visit
from lianxun.scenarios.stage import Said, Stage, digest


def draft(stage: Stage) -> Iterator[Said]:
    """Two people of the group write each paper and attach what it rests on."""
    for visit in stage.script.played:
        writer = stage.cast.of_group(visit.group, "member-a")
        for paper in visit.paper_keys:
            path = f"/issues/working-papers/{paper}"
            writer.post(f"{path}/draft", _paper(visit, paper))
            evidence = {"digest": digest(paper), "size_bytes": 2048, "media_type": "text/plain"}
            writer.post(f"{path}/evidence", evidence)
    count = _papers(stage)
    yield f"起草 {count} 份问题底稿并附证据", f"{count} working papers drafted with evidence"


def confirm(stage: Stage) -> Iterator[Said]:
    """The units confirm the facts; one disputes those of its first paper."""
    for visit in stage.script.played:
        clerk = stage.cast.unit(visit.unit)
        for paper in visit.paper_keys:
            if _is_disputed(stage, visit, paper):
                objection = {"objection": "其中两笔已于去年整改"}
                clerk.post(f"/issues/working-papers/{paper}/fact-dispute", objection)
                yield (
                    f"{visit.name_zh} 对一份底稿提出异议",
                    f"{visit.name_en} disputes the facts of a paper",
                )
            else:
                clerk.post(f"/issues/working-papers/{paper}/fact-confirmation", {})
    yield "其余事实经被巡察单位确认", "the units confirm the other facts"


def review(stage: Stage) -> Iterator[Said]:
    """The deputies answer the dispute and review the papers."""
    for visit in stage.script.played:
        deputy = stage.cast.of_group(visit.group, "deputy")
        for paper in visit.paper_keys:
            path = f"/issues/working-papers/{paper}"
            if _is_disputed(stage, visit, paper):
                deputy.post(f"{path}/dispute-answer", {"answer": "经核对，两笔不在所列之内"})
                yield f"副组长答复 {visit.name_zh} 的异议", f"the deputy answers {visit.name_en}"
            deputy.post(f"{path}/review", {})
    yield f"副组长审核 {_papers(stage)} 份底稿", f"deputies review {_papers(stage)} papers"


def consult(stage: Stage) -> Iterator[Said]:
    """Office and groups go through the papers together."""
    for visit in stage.script.played:
        for paper in visit.paper_keys:
            body = {"comments": ["定性准确"], "resolved": True}
            stage.office.post(f"/issues/working-papers/{paper}/consultation", body)
    yield "组办会商底稿", "office and groups consult on the papers"


def sign(stage: Stage) -> Iterator[Said]:
    """The leaders sign, which gives a paper its number; then it is filed."""
    for visit in stage.script.played:
        leader = stage.cast.of_group(visit.group, "leader")
        for paper in visit.paper_keys:
            path = f"/issues/working-papers/{paper}"
            version = stage.office.get(path)["version"]
            leader.post(f"{path}/signature", {"number": f"{paper}-S"}, version=version)
            stage.cast.of_group(visit.group, "liaison").post(f"{path}/filing", {})
    yield (
        f"{_papers(stage)} 份底稿签字编号归档",
        f"{_papers(stage)} papers signed, numbered and filed",
    )


def list_once(stage: Stage) -> Iterator[Said]:
    """Raise the issues on their papers and sort them for the first time."""
    for visit in stage.script.played:
        liaison = stage.cast.of_group(visit.group, "liaison")
        for place, issue in enumerate(visit.issues):
            raised = _raising(stage, visit, issue, visit.papers_of(place))
            liaison.post(f"/issues/issues/{issue.id}/raising", raised)
            yield f"提出问题 {issue.code} {issue.title_zh}", f"raised: {issue.title_en}"
        lines = {"issues": [issue.id for issue in visit.issues]}
        liaison.post(f"/issues/issue-lists/{visit.key}/first-sorting", lines)
    yield "第一次梳理问题清单", "the lists are sorted for the first time"


def list_again(stage: Stage) -> Iterator[Said]:
    """Account for every line, and freeze the lists."""
    for visit in stage.script.played:
        leader = stage.cast.of_group(visit.group, "leader")
        path = f"/issues/issue-lists/{visit.key}"
        kept = {"kept": [issue.id for issue in visit.issues]}
        sorted_again = leader.post(f"{path}/second-sorting", kept)
        leader.post(f"{path}/freezing", {}, version=sorted_again["version"])
    yield "第二次梳理并冻结清单", "the lists are sorted again and frozen"


def report(stage: Stage) -> Iterator[Said]:
    """Write the reports, resolve what is said of them, and check every sentence."""
    for visit in stage.script.played:
        liaison = stage.cast.of_group(visit.group, "liaison")
        path = f"/issues/reports/{visit.key}"
        liaison.post(f"{path}/draft", _report(visit))
        stage.office.post(f"{path}/consultation", {})
        comment = {"comment": f"{visit.key}-K1", "text": "结论部分应注明抽样范围"}
        stage.office.post(f"{path}/comments", comment)
        resolved = {"comment": comment["comment"], "resolution": "已补充抽样范围"}
        liaison.post(f"{path}/resolutions", resolved)
        liaison.post(f"{path}/check", {"papers": list(visit.paper_keys)})
    count = len(stage.script.played)
    yield f"{count} 份报告逐句核对底稿", f"each sentence of {count} reports rests on a signed paper"


def report_digest(visit: Visit) -> str:
    """Give the digest of an engagement's report."""
    return digest(f"report of {visit.key}")


def _papers(stage: Stage) -> int:
    return sum(visit.papers for visit in stage.script.played)


def _is_disputed(stage: Stage, visit: Visit, paper: str) -> bool:
    disputed = visit.unit == stage.script.incidents.disputed
    return disputed and paper == visit.paper_keys[0]


def _paper(visit: Visit, paper: str) -> dict[str, Any]:
    return {
        "engagement": visit.key,
        "temporary_number": f"{paper}-T",
        "matter": f"{visit.name_zh} 底稿 {paper[-2:]}",
        "summary": "抽查台账、合同和凭证所见事实",
        "source": "抽查",
        "handlers": [person(visit.group, "liaison"), person(visit.group, "member-a")],
    }


def _raising(stage: Stage, visit: Visit, issue: Found, papers: tuple[str, ...]) -> dict[str, Any]:
    return {
        "round": stage.round,
        "unit": visit.unit,
        "engagement": visit.key,
        "papers": list(papers),
        "code": issue.code,
        "title": issue.title_zh,
        "domain": issue.domain,
        "item_type": issue.item_type,
    }


def _report(visit: Visit) -> dict[str, Any]:
    sentences = [{"digest": digest(f"{key} text"), "papers": [key]} for key in visit.paper_keys]
    return {"version": 1, "report": report_digest(visit), "sentences": sentences}

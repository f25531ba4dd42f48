"""Issue titles to draw from: generic faults of administration, each with one number."""

from typing import Final, NamedTuple

from lianxun.scenarios.vocabulary import Domain


class Phrase(NamedTuple):
    """One title in both languages; `{n}` is the number of cases found."""

    domain: Domain
    zh: str
    en: str


# Frozen: the generator draws by position out of so many, so any change changes every plan.
PHRASES: Final = (
    Phrase("permits", "{n}件许可超过法定时限办结", "{n} permits decided past the time limit"),
    Phrase("permits", "{n}件申请的在线状态未更新", "Online status of {n} applications not updated"),
    Phrase("permits", "{n}件许可档案缺少现场记录", "Site records missing in {n} permit files"),
    Phrase("land_and_resources", "{n}宗闲置土地未下达通知", "No notice issued for {n} idle plots"),
    Phrase("land_and_resources", "{n}宗地块台账与实地不符", "{n} plots differ from the register"),
    Phrase("land_and_resources", "{n}处临时用地未复垦", "{n} temporary sites not restored"),
    Phrase("procurement", "{n}份合同未作市场调查", "{n} contracts signed without market check"),
    Phrase("procurement", "{n}笔小额采购缺少比价", "Price comparison missing for {n} purchases"),
    Phrase("procurement", "{n}份合同履约验收滞后", "Acceptance overdue for {n} contracts"),
    Phrase("budget_execution", "{n}份报销凭证附件不齐", "Papers incomplete for {n} vouchers"),
    Phrase("budget_execution", "{n}个项目资金结转偏高", "High carry-over in {n} programmes"),
    Phrase("budget_execution", "{n}个村财务公开滞后", "Accounts posted late in {n} villages"),
    Phrase("project_management", "{n}个项目验收资料不全", "Papers incomplete for {n} projects"),
    Phrase("project_management", "{n}个项目竣工决算滞后", "Final accounts overdue in {n} projects"),
    Phrase("project_management", "{n}个项目变更未报批", "Changes not approved in {n} projects"),
    Phrase("state_assets", "{n}件设备未登记入账", "{n} pieces of equipment not registered"),
    Phrase("state_assets", "{n}处门面租约到期未续", "Leases of {n} premises not renewed"),
    Phrase("state_assets", "{n}辆公务车未登记里程", "Mileage not recorded for {n} vehicles"),
    Phrase("public_services", "{n}项办事指南未更新", "{n} service guides out of date"),
    Phrase("public_services", "{n}件群众来信超期答复", "{n} letters answered late"),
    Phrase("public_services", "{n}个服务点缺少价格公示", "Prices not displayed at {n} points"),
    Phrase("data_quality", "{n}条补贴记录重复", "{n} duplicate subsidy rows"),
    Phrase("data_quality", "{n}条户籍信息不一致", "{n} household records differ"),
    Phrase("data_quality", "{n}项统计报表前后矛盾", "{n} statistical returns contradict others"),
)

#pragma once
/// Cases as the server answers them, for the pages that show them.

#include "tests/unit/ui/views/pages_fixture.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace ow::test {

inline constexpr const char* case_number = "320505S20261121000429";

[[nodiscard]] inline domain::Instant at(const char* time) { return *domain::parse_iso8601(time); }

/// The street light of the design pictures: in progress at the property department, four steps.
[[nodiscard]] inline domain::CaseDetail street_light() {
    domain::CaseDetail detail;
    domain::CaseSummary& s = detail.summary;
    s.number = case_number;
    s.category = domain::Category::help;
    s.title = "3 号楼二单元楼道灯不亮";
    s.state = domain::State::in_progress;
    s.stage = domain::Stage::handle;
    s.place_text = "柳巷路 8 号 3 号楼";
    s.grid_name = "第3网格";
    s.community = "柳巷";
    s.created_at = at("2026-11-20T21:05:12+08:00");
    s.due_at = at("2026-11-23T17:12:00+08:00");
    s.department_name = "物业管理科";
    s.photos = 2;
    s.version = 4;
    detail.description = "从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。";
    detail.place.text = s.place_text;
    detail.attachments = {{"a1", "image/jpeg", 0, 1280, 960, {}}, {"a2", "image/jpeg", 0, 640, 480, {}}};
    detail.contact = {domain::ContactMode::named, "张**", "138****0001"};
    const auto step = [](int seq, domain::StepCode code, const char* when, const char* who) {
        domain::Step made;
        made.seq = seq;
        made.step = code;
        made.at = at(when);
        made.actor_label = who;
        return made;
    };
    detail.steps = {step(1, domain::StepCode::submit, "2026-11-20T21:05:12+08:00", "您"),
                    step(2, domain::StepCode::accept, "2026-11-21T09:31:00+08:00", "受理分拨 · 工号 1003"),
                    step(3, domain::StepCode::dispatch, "2026-11-21T09:40:00+08:00", "受理分拨 · 工号 1003"),
                    step(4, domain::StepCode::sign_for, "2026-11-21T10:12:00+08:00", "经办人 · 工号 2017")};
    detail.steps[0].attachments = detail.attachments;
    detail.steps[2].department_name = detail.steps[3].department_name = "物业管理科";
    detail.steps[2].basis = domain::Basis::statutory;
    detail.steps[2].note = "职责清单第 12 条";
    detail.steps[3].note = "已联系电工，明天上午更换声控开关。";
    detail.steps[3].attachments = {{"e1", "image/jpeg", 0, 800, 600, {}}};
    detail.actions = {domain::StepCode::withdraw, domain::StepCode::supplement};
    detail.access_count = 3;
    return detail;
}

/// So many cases of a list, the newest first.
[[nodiscard]] inline std::vector<domain::CaseSummary> summaries(int count) {
    std::vector<domain::CaseSummary> items;
    for (int i = 0; i < count; ++i) {
        domain::CaseSummary item = street_light().summary;
        item.number = "320505S2026112100" + std::to_string(1000 + i);
        item.title = "第 " + std::to_string(i) + " 件";
        items.push_back(item);
    }
    return items;
}

}  // namespace ow::test

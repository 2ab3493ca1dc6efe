#include "src/app/case_list.hpp"

#include <algorithm>

namespace ow::app {

namespace {

auto position_of(const std::vector<domain::CaseSummary>& items, const std::string& number) {
    return std::find_if(items.begin(), items.end(),
                        [&](const domain::CaseSummary& item) { return item.number == number; });
}

}  // namespace

RemoteState CaseList::state() const {
    if (loaded) {
        return RemoteState::loaded;
    }
    if (first_page != 0) {
        return RemoteState::loading;
    }
    return error ? RemoteState::failed : RemoteState::idle;
}

const domain::CaseSummary* CaseList::find(const std::string& number) const {
    const auto found = position_of(items, number);
    return found == items.end() ? nullptr : &*found;
}

void CaseList::load(Env& env, Call call) {
    for (RequestId* request : {&first_page, &next_page}) {
        if (*request != 0) {
            env.effect(CancelCall{*request});
            *request = 0;
        }
    }
    error.reset();
    first_page = env.call(std::move(call));
}

void CaseList::load_more(Env& env, Call call) {
    if (busy() || !has_more()) {
        return;
    }
    error.reset();
    next_page = env.call(std::move(call));
}

void CaseList::refresh(Env& env, const std::string& number, std::int64_t version) {
    const domain::CaseSummary* shown = find(number);
    const bool asked =
        std::any_of(refreshing.begin(), refreshing.end(), [&](const auto& entry) { return entry.second == number; });
    if (shown == nullptr || shown->version >= version || asked) {
        return;
    }
    refreshing.emplace_back(env.call(domain::api::GetCase{number}), number);
}

bool CaseList::take(RequestId id, const domain::ApiResult& result) {
    const auto single =
        std::find_if(refreshing.begin(), refreshing.end(), [&](const auto& entry) { return entry.first == id; });
    if (single != refreshing.end()) {
        if (result.ok()) {
            if (const auto* detail = std::get_if<domain::CaseDetail>(&result.value())) {
                adopt(detail->summary);
            }
        } else if (result.error().kind == domain::ApiErrorKind::not_found ||
                   result.error().kind == domain::ApiErrorKind::forbidden) {
            remove(single->second);
        }
        refreshing.erase(single);
        return true;
    }
    if (id == 0 || (id != first_page && id != next_page)) {
        return false;
    }
    const bool first = id == first_page;
    (first ? first_page : next_page) = 0;
    if (!result.ok()) {
        error = result.error();
        return true;
    }
    const auto* page = std::get_if<domain::CasePage>(&result.value());
    if (page == nullptr) {
        error = domain::make_error(domain::ApiErrorKind::unexpected);
        return true;
    }
    if (first) {
        items = page->items;
        has_news = false;
        pages = 1;
    } else {
        ++pages;
        // The list may have moved between two pages: an entry that is shown already is not shown twice.
        for (const domain::CaseSummary& item : page->items) {
            if (!adopt(item)) {
                items.push_back(item);
            }
        }
    }
    next_cursor = page->next_cursor;
    total = page->total;
    loaded = true;
    error.reset();
    return true;
}

bool CaseList::adopt(const domain::CaseSummary& summary) {
    const auto found = position_of(items, summary.number);
    if (found == items.end()) {
        return false;
    }
    const auto index = static_cast<std::size_t>(found - items.begin());
    if (items[index].version <= summary.version) {
        items[index] = summary;
    }
    return true;
}

void CaseList::remove(const std::string& number) {
    const auto found = position_of(items, number);
    if (found != items.end()) {
        items.erase(found);
        total = std::max<std::int64_t>(total - 1, static_cast<std::int64_t>(items.size()));
    }
}

void CaseList::forget(Env& env) {
    for (const RequestId request : {first_page, next_page}) {
        if (request != 0) {
            env.effect(CancelCall{request});
        }
    }
    for (const auto& entry : refreshing) {
        env.effect(CancelCall{entry.first});
    }
    *this = CaseList{};
}

}  // namespace ow::app

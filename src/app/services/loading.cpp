#include <algorithm>
#include <utility>

#include "src/app/form/application.hpp"
#include "src/app/remote_tree.hpp"
#include "src/app/services/parts.hpp"

/// Reading the catalogue's files: an index, which is always asked for, and files that never change under their hash, so
/// that the device has them when the network is not there.
namespace ow::app::services {

namespace {

using domain::Value;

RequestId get(Env& env, std::string path) {
    return env.effect(CallTree{CallTree::Method::get, std::move(path), {}, {}});
}

RequestId get_file(const Model& model, Env& env, const std::string& name) {
    return get(env, "/catalogue/" + model.catalogue + "/" + name + "." + model.language + ".json");
}

/// A person may have given several mandates.
std::vector<Helped> read_helped(const Value& answer) {
    std::vector<Helped> found;
    for (const Value& mandate : answer.list_at("i_help")) {
        for (const Value& one : mandate.list_at("may_file")) {
            const std::string service(one.text_at("service")), person(mandate.text_at("person_id"));
            if (service.empty()) {
                continue;
            }
            auto known = std::ranges::find(found, person, &Helped::id);
            if (known == found.end()) {
                found.push_back({person, std::string(mandate.text_at("person_name_masked")), {}});
                known = found.end() - 1;
            }
            known->services.push_back(service);
        }
    }
    return found;
}

void ask_index(Model& model, Env& env) {
    if (model.index_request == 0) {
        model.index_request = get(env, "/catalogue");
    }
}

/// Asks for all that is wanted and not there.
void fetch_wanted(Model& model, Env& env) {
    model.language = domain::to_code(env.settings.language);
    if (!std::exchange(model.note_asked, true)) {
        env.effect(LoadNote{});
    }
    if (model.catalogue.empty()) {
        ask_index(model, env);
        return;
    }
    if (model.list_wanted && !model.list.value && !model.list.busy()) {
        model.list.error.reset();
        model.list.request = get_file(model, env, "services");
    }
    for (auto& [code, guide] : model.guides) {
        if (!guide.value && !guide.busy()) {
            guide.error.reset();
            guide.request = get_file(model, env, "service." + code);
        }
    }
}

void fail(Model& model, Env& env, const domain::ApiError& error) {
    if (model.list_wanted && !model.list.value) {
        model.list.error = error;
    }
    for (auto& [code, guide] : model.guides) {
        if (!guide.value) {
            guide.error = error;
            env.signal(ServiceSeen{.code = code, .service = nullptr, .error = error});
        }
    }
}

void on_index(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.index_request = 0;
    if (answer.result.ok()) {
        model.catalogue = answer.result.value().text_at("hash");
    } else if (domain::is_temporary(answer.result.error())) {
        model.catalogue = model.kept;  // what was read under it is on the device
    }
    if (model.catalogue.empty()) {
        fail(model, env,
             answer.result.ok() ? domain::make_error(domain::ApiErrorKind::unexpected) : answer.result.error());
        return;
    }
    if (model.catalogue != model.kept) {
        model.kept = model.catalogue;
        env.effect(KeepNote{note_of(model)});
    }
    fetch_wanted(model, env);
}

/// The catalogue was changed while its files were read: the index says what is present.
bool is_renewed(Model& model, Env& env, const world::TreeAnswered& answer) {
    const bool gone = !answer.result.ok() && answer.result.error().kind == domain::ApiErrorKind::not_found;
    if (!gone || std::exchange(model.renewed, true)) {
        return false;
    }
    model.catalogue.clear();
    fetch_wanted(model, env);
    return true;
}

/// The questions of facts.json are labels of a form's fields.
void add_questions(Value::Object& words, const std::vector<domain::FactQuestion>& questions) {
    Value::Object labels;
    for (const domain::FactQuestion& question : questions) {
        const std::string key = "fact." + question.name + ".";
        for (const Value::Member& word : words) {
            if (word.name == key + "ask") {
                labels.push_back({"ask." + question.name + ".label", word.value});
            } else if (word.name == "fact.past" && !question.require.is_null()) {
                labels.push_back({"ask." + question.name + ".error.mismatch", word.value});
            } else if (word.name.starts_with(key + "option.")) {
                labels.push_back({"ask." + word.name.substr(std::string_view("fact.").size()), word.value});
            }
        }
    }
    words.insert(words.end(), labels.begin(), labels.end());
}

void add_texts(Env& env, const Value& file, const std::vector<domain::FactQuestion>& questions) {
    const Value* words = file.find("words");
    if (words != nullptr && words->as_object() != nullptr) {
        Value::Object all = *words->as_object();
        add_questions(all, questions);
        env.effect(AddTexts{Value(std::move(all))});
    }
}

void on_list(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.list.request = 0;
    if (is_renewed(model, env, answer)) {
        return;
    }
    if (!answer.result.ok()) {
        model.list.error = answer.result.error();
        return;
    }
    const Value& file = answer.result.value();
    if (const Value* facts = file.find("facts")) {
        const Value* inner = facts->find("facts");
        model.questions = domain::read_questions(inner == nullptr ? *facts : *inner);
    }
    add_texts(env, file, model.questions);
    model.list.value = domain::read_services(file);
    model.traditional = domain::read_traditional(file.find("traditional"));
    work_out(model, env);
    // Guides that came first were told without their title.
    for (const auto& [code, guide] : model.guides) {
        tell_guide(model, env, code);
    }
}

void on_guide(Model& model, Env& env, const std::string& code, const world::TreeAnswered& answer) {
    Remote<ServicePtr>& guide = model.guides[code];
    guide.request = 0;
    if (is_renewed(model, env, answer)) {
        return;
    }
    auto service = answer.result.ok() ? domain::read_service(answer.result.value()) : std::nullopt;
    if (!service) {
        guide.error = answer.result.ok() ? domain::make_error(domain::ApiErrorKind::unexpected) : answer.result.error();
        env.signal(ServiceSeen{.code = code, .service = nullptr, .error = guide.error});
        return;
    }
    add_texts(env, answer.result.value(), {});
    guide.value = std::make_shared<const domain::Service>(*std::move(service));
    tell_guide(model, env, code);
}

void on_facts(Model& model, Env& env, const world::TreeAnswered& answer) {
    model.facts_request = 0;
    if (!answer.result.ok()) {
        model.facts_of.clear();  // without them everything is asked; the next page tries again
        return;
    }
    model.known = form::read_facts(answer.result.value());
    work_out(model, env);
    for (const auto& [code, guide] : model.guides) {
        tell_guide(model, env, code);
    }
}

}  // namespace

void want_list(Model& model, Env& env) {
    model.list_wanted = true;
    fetch_wanted(model, env);
}

void want_guide(Model& model, Env& env, const std::string& code) {
    // Its title, its department's name and the words of the facts are of the list.
    model.list_wanted = true;
    model.guides.try_emplace(code);
    fetch_wanted(model, env);
    tell_guide(model, env, code);
}

void want_facts(Model& model, Env& env) {
    const bool resident = env.account != nullptr && env.account->role == domain::Role::resident;
    if (!resident || model.facts_of == env.owner()) {
        return;
    }
    model.facts_of = env.owner();
    model.facts_request = get(env, "/me/facts");
}

void want_helped(Model& model, Env& env) {
    if (env.account != nullptr && env.account->role == domain::Role::resident) {
        load_tree(model.helped, env, "/me/helpers");
    }
}

void want_standing(Model& model, Env& env, const std::string& code) {
    model.standing.forget(env);
    model.standing_for = code;
    if (env.account != nullptr && env.account->role == domain::Role::resident) {
        load_tree(model.standing, env, standing_path(code));
    }
}

void retry(Model& model, Env& env) {
    model.renewed = false;
    model.catalogue.clear();
    fetch_wanted(model, env);
}

void change_language(Model& model, Env& env) {
    if (model.language.empty() || model.language == domain::to_code(env.settings.language)) {
        return;
    }
    model.list.forget(env);
    for (auto& [code, guide] : model.guides) {
        guide.forget(env);
    }
    model.found.clear();
    model.offers = {};
    fetch_wanted(model, env);
}

void on_tree(Model& model, Env& env, RequestId id, const world::TreeAnswered& answer) {
    if (id == model.index_request) {
        on_index(model, env, answer);
    } else if (id == model.list.request) {
        on_list(model, env, answer);
    } else if (id == model.facts_request) {
        on_facts(model, env, answer);
    } else if (take_tree(model.helped, env, id, answer, read_helped)) {
        return;
    } else if (take_tree(model.standing, env, id, answer, read_standing)) {
        tell_guide(model, env, model.standing_for);
    } else if (take_tree(model.behalf, env, id, answer, behalf::read_person)) {
        work_out(model, env);
    } else {
        const auto guide = std::find_if(model.guides.begin(), model.guides.end(),
                                        [&](const auto& entry) { return entry.second.request == id; });
        if (guide != model.guides.end()) {
            on_guide(model, env, guide->first, answer);
        }
    }
}

}  // namespace ow::app::services

#include "src/domain/service_search.hpp"

#include "src/domain/service.hpp"
#include "src/domain/traditional.hpp"
#include "src/wire/commands.hpp"
#include "src/wire/value.hpp"
#include "tests/unit/wire/fixtures.hpp"

using namespace ow;
using domain::Value;

TEST_CASE("A query finds what the contract says, in its order", "[wire][contract][service]") {
    const auto golden = wire::parse_value(test::read_file("tests/contract/service_search.json"));
    REQUIRE(golden.ok());
    // A list of the catalogue has a title for each as well.
    Value file = *golden;
    for (Value& service : *file.find("services")->as_list())
        service.set("title", service.text_at("code"));
    const std::vector<domain::ServiceEntry> entries = domain::read_services(file);
    REQUIRE(entries.size() == golden->list_at("services").size());
    std::vector<domain::Searchable> index;
    for (const domain::ServiceEntry& entry : entries)
        index.push_back({entry.code, entry.often, entry.terms});
    const domain::Traditional traditional = domain::read_traditional(golden->find("traditional"));
    CHECK(traditional.size() == 3);
    const Value::List& queries = golden->list_at("queries");
    REQUIRE(queries.size() > 10);
    for (const Value& query : queries) {
        const std::string typed(query.text_at("typed"));
        INFO(typed);
        Value::List found;
        for (const std::size_t at : domain::search_services(index, domain::simplified(typed, traditional)))
            found.push_back(entries[at].code);
        CHECK(found == query.list_at("codes"));
    }
}

TEST_CASE("Pictures that stand in an application are sent by the server's names, in their order", "[wire][unit]") {
    Value body = Value::object();
    body.set("kind", "application");
    body.set("materials.household", Value::List{Value("local-2"), Value("local-1")});
    wire::StoredCommand command;
    command.request = wire::command_request(domain::api::FileForm{body});
    CHECK(command.request.endpoint == "file_case");
    CHECK(command.request.path == "/api/v1/cases");
    for (const char* local : {"local-1", "local-2"}) {
        auto& photo = command.photos.emplace_back();
        photo.local_id = local;
        photo.attachment_id = std::string("server-") + local;
    }
    const auto sent = wire::parse_value(wire::request_with_pictures(command).body);
    REQUIRE(sent.ok());
    CHECK(sent->text_at("materials.household.0") == "server-local-2");
    CHECK(sent->text_at("materials.household.1") == "server-local-1");
    CHECK(sent->find("attachments") == nullptr);
}

/// What a server, or something between, may answer: any body for any call is understood or refused, never a crash.
/// The first byte chooses the call, the second the status, the rest is the body.

#include "src/wire/assets.hpp"
#include "src/wire/http.hpp"
#include "src/wire/uploads.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

using namespace ow;

namespace {

template <std::size_t... I>
domain::ApiCall call_of(std::size_t wanted, std::index_sequence<I...>) {
    domain::ApiCall call;
    (void)((I == wanted && (call.emplace<I>(), true)) || ...);
    return call;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    static constexpr std::array statuses{200, 201, 204, 304, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503, 0};
    constexpr std::size_t calls = std::variant_size_v<domain::ApiCall>;
    const domain::ApiCall call = call_of(data[0] % calls, std::make_index_sequence<calls>{});
    wire::HttpResponse response;
    response.status = statuses[data[1] % statuses.size()];
    response.headers = {{"content-type", "application/json"}, {"retry-after", "5"}};
    response.body.assign(reinterpret_cast<const char*>(data + 2), size - 2);
    (void)wire::from_http(call, response);
    (void)wire::upload_step(response, {"u", 0, 1});
    (void)wire::decode_case_event(response.body);
    (void)wire::decode_forms(response.body);
    i18n::Catalogue catalogue("zh-CN");
    (void)wire::decode_strings(response.body, catalogue);
    return 0;
}

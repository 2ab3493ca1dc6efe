#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/domain/command.hpp"
#include "src/domain/result.hpp"
#include "src/wire/http.hpp"
#include "src/wire/stored.hpp"

/// The calls that the outbox carries, as what is kept of them, and their answers.
namespace ow::wire {

/// Whether this program knows an endpoint of that name that commands may go to.
[[nodiscard]] bool is_command(std::string_view endpoint);

/// Whether commands to that endpoint are sent under somebody's session; else by whoever knows a query code.
[[nodiscard]] bool needs_account(std::string_view endpoint);

/// What is kept of a call, so that it can be sent any time.
[[nodiscard]] StoredRequest command_request(const domain::CommandCall& call);

/// The request that files a case whose body is known.
[[nodiscard]] StoredRequest file_case_request(std::string body);

/// The request with what the server calls the pictures, which are all uploaded: where the body names them as the device
/// does, else in "attachments".
[[nodiscard]] StoredRequest request_with_pictures(const StoredCommand& command);

/// What is kept of a command that was acknowledged: all that is needed to offer it again, but no pictures.
[[nodiscard]] StoredCommand acknowledged_form(StoredCommand command, const domain::Acknowledgement& answer);

/// Where the body names a picture: "materials.id_card.1", else "attachments.<index>". \pre index < photos.size()
[[nodiscard]] std::string picture_path(const StoredCommand& command, std::size_t index);
/// The picture that a path of a field error is about, nothing where it is about something else.
[[nodiscard]] std::optional<std::size_t> picture_at(const StoredCommand& command, std::string_view path);

/// Takes pictures out of the body that was sent, by their paths. \return how many there were; 0 where one of the paths
/// is none of a picture.
int drop_pictures(StoredRequest& request, const std::vector<std::string>& paths);

/// The request as it goes out.
[[nodiscard]] HttpRequest to_http(const StoredRequest& request, std::string_view key, std::string_view language);

/// What the server said to a command.
struct CommandAnswer {
    domain::Acknowledgement essentials;      ///< `at` is left to the caller
    std::optional<domain::ApiAnswer> whole;  ///< nothing where this program cannot read all of it
    domain::Value tree{};                    ///< what a PostTree was answered; null for every other call
};

/// A success counts as one as soon as it names the case: an answer of a newer server that cannot be read otherwise
/// must not make the command go out for ever. A page of a proxy that answers 200 to everything is no success.
[[nodiscard]] domain::Result<CommandAnswer, domain::ApiError> command_answer(std::string_view endpoint,
                                                                             const HttpResponse& response);

}  // namespace ow::wire

// JsonWriter: builds JSON text, always well-formed UTF-8: bytes that are no characters become
// U+FFFD, numbers that JSON cannot write become 0. A thin layer over RapidJSON's writer, which it
// keeps out of the headers. Confined to one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace evresi::api {

class JsonWriter {
public:
    JsonWriter();
    ~JsonWriter();
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_list();
    JsonWriter& end_list();
    JsonWriter& name(std::string_view name);
    JsonWriter& text(std::string_view value);
    JsonWriter& number(std::int64_t value);
    JsonWriter& count(std::uint64_t value);
    JsonWriter& real(double value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();
    /// `value`, or null when it is empty.
    JsonWriter& text_or_null(std::string_view value);

    /// The whole text; the writer is spent.
    [[nodiscard]] std::string take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace evresi::api

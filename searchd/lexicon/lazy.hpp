// Lazy: a value that is made when it is first asked for, by one thread, and then shared by all.
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace evresi::lexicon {

template <typename Value>
class Lazy {
public:
    /// The value; `make` gives it the first time.
    template <typename Make>
    [[nodiscard]] const Value& get(Make&& make) const {
        std::call_once(is_made_, [&] { value_.emplace(std::forward<Make>(make)()); });
        return *value_;
    }

private:
    mutable std::once_flag is_made_;
    mutable std::optional<Value> value_;
};

}  // namespace evresi::lexicon

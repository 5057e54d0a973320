// Result<T>: a value, or the Error that kept it from being made. The only file that names the
// type behind it (boost::system::result, to become std::expected).
#pragma once

#include "base/error.hpp"

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace evresi {

// boost::system::result calls this overload; the location helps nobody here.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location& /*location*/) {
    throw_exception_from_error(error, static_cast<const void*>(nullptr));
}

template <class T>
using Result = boost::system::result<T, Error>;

/// Makes an Error; reads well in `return fail(...)`.
[[nodiscard]] inline Error fail(ErrorCode code, std::string message, std::string subject = {}) {
    return Error{code, std::move(message), std::move(subject)};
}

}  // namespace evresi

// Words cut at a line end: whether the two parts are one word, a compound with its hyphen, or two
// words. Confined to one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace evresi::corpus {

/// How the end of a line meets the beginning of the next.
enum class LineJoint {
    space,  ///< two words
    word,   ///< one word that was cut: the hyphen at the end of the line goes
    bound,  ///< the hyphen or dash belongs there ("Latvia-Lithuania", "2014-2020"): no space
};

/// Decides with what the rest of the text shows: a form that stands there uncut wins.
class Hyphenation {
public:
    /// Notes what is to be looked for: the line end as it stands and the next line.
    void note(std::string_view line, std::string_view next);

    /// Shows a line of the text; call for all of them after the last note().
    void learn(std::string_view line);

    [[nodiscard]] LineJoint joint(std::string_view line, std::string_view next) const;

private:
    std::unordered_set<std::string> wanted_;
    std::unordered_set<std::string> seen_;
};

/// Appends `next` to `line` as `joint` says.
void join_lines(std::string& line, std::string_view next, LineJoint joint);

}  // namespace evresi::corpus

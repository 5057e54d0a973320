#include "searchd/lexicon/learner/own_terms.hpp"

#include "analyzers/registry.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "searchd/lexicon/learner/packed_lines.hpp"
#include "searchd/lexicon/lexicon.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace evresi::lexicon {
namespace {

constexpr std::string_view kSpace = " \t\r";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Of a label that is not the preferred one, beside 1 for one that is.
constexpr double kOtherLabel = 0.5;

struct Label {
    LanguageTag lang;
    Term term;
    double weight = 1.0;
};

std::optional<LanguageTag> known_language(std::string_view code) {
    const auto tag = LanguageTag::parse(code);
    if (!tag || tag->is_undetermined() || analyzers::find_language(*tag) == nullptr) {
        return std::nullopt;
    }
    return tag;
}

class Reader {
public:
    Reader(const std::string& path,
           TermAnalyzer& analyzer,
           TableBuilder& builder,
           OwnTermsReport& report)
        : path_(path), analyzer_(analyzer), builder_(builder), report_(report) {}

    Result<void> read(std::string_view content) {
        if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
        for_each_line(content, [&](std::size_t number, std::string_view line) {
            if (line.empty() || line.front() == '#') return;
            split_columns(line, columns_);
            line_ = number;
            if (!is_begun_)
                begin();
            else if (is_table_)
                table_row();
            else
                concept_row();
        });
        if (!error_.empty()) return fail(ErrorCode::malformed_input, path_ + ": " + error_, path_);
        for (const auto& [id, labels] : concepts_) add(labels);
        return {};
    }

private:
    void begin() {
        is_begun_ = true;
        const bool all_are_codes = std::ranges::all_of(columns_, [](std::string_view column) {
            return LanguageTag::parse(strip(column, kSpace)).has_value();
        });
        if (all_are_codes && columns_.size() >= 2) {
            is_table_ = true;
            for (const std::string_view column : columns_) {
                const auto tag = known_language(strip(column, kSpace));
                if (!tag) {
                    error_ = "'" + std::string(column) +
                             "' in the first row is no language of "
                             "this build";
                    return;
                }
                header_.push_back(*tag);
            }
            return;
        }
        // A first row with names of columns says nothing.
        if (columns_.size() >= 3 && columns_[1] == "lang") return;
        if (columns_.size() < 3 || !LanguageTag::parse(columns_[1])) {
            error_ = "neither a first row of language codes (en TAB el TAB bg) nor rows of "
                     "concept TAB language TAB label";
            return;
        }
        concept_row();
    }

    void refuse(std::string reason) {
        report_.refused.push_back({path_, line_, std::move(reason)});
    }

    /// The label's term, or nothing when it must be refused.
    std::optional<Term> term_of(LanguageTag lang, std::string_view text, std::string& why) {
        const std::string_view label = strip(text, kSpace);
        if (!is_utf8(label)) {
            why = "not UTF-8";
            return std::nullopt;
        }
        Term term{analyzer_.stems(lang, label), std::string(label)};
        if (term.stems.empty()) {
            why = "'" + std::string(label) + "' has no word";
        } else if (analyzer_.words() > kMostWords) {
            why = "'" + std::string(label) + "' has more than " + std::to_string(kMostWords) +
                  " words";
        } else {
            return term;
        }
        return std::nullopt;
    }

    void table_row() {
        if (!error_.empty()) return;
        if (columns_.size() > header_.size()) {
            refuse("more columns than the first row");
            return;
        }
        std::vector<Label> labels;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            double weight = 1.0;
            for (std::size_t from = 0; from <= columns_[i].size();) {
                const std::size_t bar = std::min(columns_[i].find('|', from), columns_[i].size());
                const std::string_view label = columns_[i].substr(from, bar - from);
                from = bar + 1;
                if (strip(label, kSpace).empty()) continue;
                std::string why;
                auto term = term_of(header_[i], label, why);
                if (!term) {
                    refuse(why);
                    return;
                }
                labels.push_back({header_[i], std::move(*term), weight});
                weight = kOtherLabel;
            }
        }
        if (!is_concept(labels)) {
            refuse("labels in fewer than two languages");
            return;
        }
        add(labels);
    }

    void concept_row() {
        if (!error_.empty()) return;
        if (columns_.size() < 3) {
            refuse("fewer than three columns");
            return;
        }
        const auto tag = known_language(columns_[1]);
        if (!tag) {
            refuse("'" + std::string(columns_[1]) + "' is no language of this build");
            return;
        }
        std::string why;
        auto term = term_of(*tag, columns_[2], why);
        if (!term) {
            refuse(why);
            return;
        }
        const bool is_preferred = columns_.size() < 4 || columns_[3] != "0";
        concepts_[std::string(columns_[0])].push_back(
            {*tag, std::move(*term), is_preferred ? 1.0 : kOtherLabel});
    }

    static bool is_concept(const std::vector<Label>& labels) {
        return std::ranges::any_of(
            labels, [&](const Label& label) { return label.lang != labels.front().lang; });
    }

    void add(const std::vector<Label>& labels) {
        // Labels in one language alone are no translation; in the form of single labels that is
        // no fault of any one row.
        if (!is_concept(labels)) return;
        ++report_.concepts;
        std::map<LanguageTag, double> sums;
        for (const Label& label : labels) sums[label.lang] += label.weight;
        for (const Label& from : labels) {
            for (const Label& to : labels) {
                if (from.lang == to.lang) continue;
                builder_.add(from.lang, from.term, to.lang, to.term, to.weight / sums[to.lang]);
            }
        }
    }

    const std::string& path_;
    TermAnalyzer& analyzer_;
    TableBuilder& builder_;
    OwnTermsReport& report_;
    std::vector<std::string_view> columns_;
    std::vector<LanguageTag> header_;
    std::map<std::string, std::vector<Label>> concepts_;
    std::string error_;
    std::size_t line_ = 0;
    bool is_begun_ = false;
    bool is_table_ = false;
};

}  // namespace

Result<void> add_own_terms(const std::string& path,
                           TermAnalyzer& analyzer,
                           TableBuilder& builder,
                           OwnTermsReport& report) {
    const auto content = read_unpacked(path);
    if (!content) return content.error();
    return Reader(path, analyzer, builder, report).read(*content);
}

}  // namespace evresi::lexicon

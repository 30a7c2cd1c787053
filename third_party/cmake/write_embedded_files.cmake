# Writes OUTPUT, the source of bordermap_embed_files, from the paths in LIST, one a line.
file(STRINGS ${LIST} paths)
set(names "")
set(texts "")
set(count 0)
foreach(path IN LISTS paths)
    get_filename_component(name ${path} NAME)
    file(READ ${path} text)
    string(APPEND names "    \"${name}\",\n")
    string(APPEND texts "    // ${name}\n    R\"embedded_text(${text})embedded_text\",\n")
    math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "#include \"${NAME}.hpp\"

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>
#include <string>

namespace ${NAMESPACE} {
namespace {

constexpr std::array<std::string_view, ${count}> kNames = {
${names}};

constexpr std::array<std::string_view, ${count}> kTexts = {
${texts}};

}  // namespace

std::string_view ${FUNCTION}(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) {
        throw std::out_of_range(\"nothing embedded is named '\" + std::string(name) + \"'\");
    }
    return kTexts.at(static_cast<std::size_t>(std::distance(kNames.begin(), found)));
}

std::span<const std::string_view> ${FUNCTION}_names() noexcept {
    return kNames;
}

}  // namespace ${NAMESPACE}
")

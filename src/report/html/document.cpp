#include "report/html/escape.hpp"
#include "report/html/html_parts.hpp"
#include "report/html/style.hpp"

namespace tertial {
inline namespace v1 {
namespace report {

void begin_document(std::string_view title, Language language, std::string& html) {
  html += "<!doctype html>\n<html lang=\"";
  html += to_string(language);
  html +=
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      // Whatever were to slip through could neither run nor load anything.
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>";
  append_escaped(html, title);
  html += "</title>\n<style>\n";
  html += report_style();
  html += "</style>\n</head>\n<body>\n";
}

void end_document(std::string& html) { html += "</body>\n</html>\n"; }

}  // namespace report
}  // namespace v1
}  // namespace tertial

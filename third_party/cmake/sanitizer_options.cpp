// Linked into every executable of a sanitized build, so that a run by hand and a run by ctest judge alike.
// No leak is suppressed: Mesa, GLFW, fontconfig and GDAL of Debian 12 come out clean.

extern "C" {

const char* __asan_default_options();
const char* __ubsan_default_options();

const char* __asan_default_options() {
    return "strict_string_checks=1:detect_stack_use_after_return=1:check_initialization_order=1";
}

const char* __ubsan_default_options() {
    return "print_stacktrace=1:halt_on_error=1";
}
}

// The window's graphics driver is unloaded before leaks are counted, and then its own leaks have no name to tell them from
// ours: under the sanitizers nothing is unloaded.
extern "C" int dlclose(void* /*handle*/) noexcept {
    return 0;
}

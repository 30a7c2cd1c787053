// Linked into every executable of a sanitized build, so that a run by hand and a run by ctest judge alike.
// The suppressions name libraries that keep process-wide caches until exit; our own code has none.

extern "C" {

const char* __asan_default_options();
const char* __ubsan_default_options();
const char* __lsan_default_suppressions();

const char* __asan_default_options() {
    // Mesa unloads its driver before the leak check, which leaves frames without a module unless the handles are kept.
    return "strict_string_checks=1:detect_stack_use_after_return=1:check_initialization_order=1:intercept_tls_get_addr=1";
}

const char* __ubsan_default_options() {
    return "print_stacktrace=1:halt_on_error=1";
}

const char* __lsan_default_suppressions() {
    return "leak:libfontconfig.so\n"
           "leak:libEGL_mesa.so\n"
           "leak:libGLX_mesa.so\n"
           "leak:libGLdispatch.so\n"
           "leak:swrast_dri.so\n"
           "leak:libLLVM\n"
           "leak:libX11.so\n";
}
}

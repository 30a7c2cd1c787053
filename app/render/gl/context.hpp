#pragma once
/// OpenGL 3.3 core contexts: off-screen through EGL (surfaceless, else the device platform, else a pbuffer).

#include <memory>
#include <stdexcept>
#include <string>

namespace bordermap::render {

/// No usable graphics: the message says what was tried and what to install. The program exits with 4.
struct GraphicsError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A current context without a window. When it is destroyed, what EGL had current in this thread before is current again.
class OffscreenContext {
public:
    OffscreenContext();  ///< throws GraphicsError
    ~OffscreenContext();
    OffscreenContext(const OffscreenContext&) = delete;
    OffscreenContext& operator=(const OffscreenContext&) = delete;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Loads the GL functions of the context that is current (made by GLFW or EGL). Throws GraphicsError below 3.3 core.
using GetProcAddress = void (*(*)(const char*))();
void load_gl(GetProcAddress get_proc_address);
/// "Mesa llvmpipe (LLVM 15.0.6, 256 bits), OpenGL 4.5 (Core Profile) Mesa 22.3.6"
[[nodiscard]] std::string gl_description();

/// The driver of the context that is current draws on the processor (Mesa's llvmpipe and softpipe).
[[nodiscard]] bool draws_in_software();

/// Waits until all that was asked for is drawn.
void finish_drawing();

}  // namespace bordermap::render

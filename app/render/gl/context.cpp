#include "render/gl/context.hpp"

#define EGL_EGLEXT_PROTOTYPES 0
#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <array>
#include <fmt/format.h>
#include <glad/gl.h>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace bordermap::render {
namespace {

std::string_view egl_error_name(EGLint error) {
    switch (error) {
        case EGL_SUCCESS:
            return "no error";
        case EGL_NOT_INITIALIZED:
            return "not initialised";
        case EGL_BAD_ACCESS:
            return "no access";
        case EGL_BAD_ALLOC:
            return "out of resources";
        case EGL_BAD_ATTRIBUTE:
            return "bad attribute";
        case EGL_BAD_CONFIG:
            return "bad configuration";
        case EGL_BAD_CONTEXT:
            return "bad context";
        case EGL_BAD_DISPLAY:
            return "bad display";
        case EGL_BAD_MATCH:
            return "bad match";
        case EGL_BAD_PARAMETER:
            return "bad parameter";
        case EGL_CONTEXT_LOST:
            return "context lost";
        default:
            return "unknown error";
    }
}

std::string text_of(GLenum name) {
    const auto* bytes = glGetString(name);
    return bytes == nullptr ? std::string("?") : std::string(reinterpret_cast<const char*>(bytes));
}

bool has_word(const char* list, std::string_view word) {
    if (list == nullptr) {
        return false;
    }
    std::string_view rest = list;
    while (!rest.empty()) {
        const std::size_t end = rest.find(' ');
        if (rest.substr(0, end) == word) {
            return true;
        }
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return false;
}

/// A way to a context: display, what to draw with, and whether a context may be current without a surface.
struct Way {
    std::string name;
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLConfig config = nullptr;
    bool surfaceless = false;
};

/// Nothing in `refusal` when the display gives what is needed.
bool open_display(Way& way, std::string& refusal) {
    if (way.display == EGL_NO_DISPLAY) {
        refusal = "no such display";
        return false;
    }
    if (eglInitialize(way.display, nullptr, nullptr) != EGL_TRUE) {
        refusal = egl_error_name(eglGetError());
        return false;
    }
    if (!has_word(eglQueryString(way.display, EGL_CLIENT_APIS), "OpenGL")) {
        refusal = "no OpenGL";
        return false;
    }
    way.surfaceless = has_word(eglQueryString(way.display, EGL_EXTENSIONS), "EGL_KHR_surfaceless_context");
    const std::array<EGLint, 13> attributes{EGL_SURFACE_TYPE,
                                            way.surfaceless ? 0 : EGL_PBUFFER_BIT,
                                            EGL_RENDERABLE_TYPE,
                                            EGL_OPENGL_BIT,
                                            EGL_RED_SIZE,
                                            8,
                                            EGL_GREEN_SIZE,
                                            8,
                                            EGL_BLUE_SIZE,
                                            8,
                                            EGL_ALPHA_SIZE,
                                            0,
                                            EGL_NONE};
    EGLint count = 0;
    if (eglChooseConfig(way.display, attributes.data(), &way.config, 1, &count) != EGL_TRUE || count < 1) {
        refusal = "no configuration with OpenGL and 8-bit colour";
        return false;
    }
    return true;
}

EGLContext make_context(const Way& way) {
    const std::array<EGLint, 7> attributes{
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) {
        return EGL_NO_CONTEXT;
    }
    return eglCreateContext(way.display, way.config, EGL_NO_CONTEXT, attributes.data());
}

/// Displays to try, best first. The driver keeps them for the whole process; they are never terminated, since another
/// thread may be drawing on the same one.
std::vector<Way> ways_to_try() {
    std::vector<Way> ways;
    const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    const auto get_platform_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    if (get_platform_display != nullptr && has_word(extensions, "EGL_MESA_platform_surfaceless")) {
        ways.push_back(
            {"surfaceless", get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr)});
    }
    const auto query_devices = reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
    if (get_platform_display != nullptr && query_devices != nullptr &&
        has_word(extensions, "EGL_EXT_platform_device")) {
        std::array<EGLDeviceEXT, 16> devices{};
        EGLint count = 0;
        if (query_devices(static_cast<EGLint>(devices.size()), devices.data(), &count) == EGL_TRUE) {
            for (EGLint i = 0; i < count; ++i) {
                ways.push_back(
                    {fmt::format("device {}", i),
                     get_platform_display(EGL_PLATFORM_DEVICE_EXT, devices.at(static_cast<std::size_t>(i)), nullptr)});
            }
        }
    }
    ways.push_back({"default display", eglGetDisplay(EGL_DEFAULT_DISPLAY)});
    return ways;
}

/// The first way that gives a context of OpenGL 3.3 core; found once.
const Way& working_way() {
    static const Way found = [] {
        std::string tried;
        for (Way& way : ways_to_try()) {
            std::string refusal;
            if (open_display(way, refusal)) {
                const EGLContext context = make_context(way);
                if (context != EGL_NO_CONTEXT) {
                    eglDestroyContext(way.display, context);
                    return way;
                }
                refusal = fmt::format("no OpenGL 3.3 core context: {}", egl_error_name(eglGetError()));
            }
            tried += fmt::format("{}{} ({})", tried.empty() ? "" : ", ", way.name, refusal);
        }
        throw GraphicsError(
            fmt::format("no off-screen graphics: tried EGL {}; install the packages libegl1 and libgl1-mesa-dri "
                        "(software OpenGL needs no "
                        "graphics card)",
                        tried));
    }();
    return found;
}

std::mutex& graphics_mutex() {
    static std::mutex mutex;
    return mutex;
}

}  // namespace

struct OffscreenContext::Impl {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;
    EGLSurface surface = EGL_NO_SURFACE;
    // What was current before.
    EGLDisplay outer_display = EGL_NO_DISPLAY;
    EGLContext outer_context = EGL_NO_CONTEXT;
    EGLSurface outer_draw = EGL_NO_SURFACE, outer_read = EGL_NO_SURFACE;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (surface != EGL_NO_SURFACE) {
            eglDestroySurface(display, surface);
        }
        if (context != EGL_NO_CONTEXT) {
            eglDestroyContext(display, context);
        }
        if (outer_context != EGL_NO_CONTEXT) {
            eglMakeCurrent(outer_display, outer_draw, outer_read, outer_context);
        } else {
            eglReleaseThread();
        }
    }
};

OffscreenContext::OffscreenContext() {
    const std::lock_guard lock(graphics_mutex());
    const Way& way = working_way();
    impl_ = std::make_unique<Impl>();
    impl_->display = way.display;
    impl_->context = make_context(way);
    impl_->outer_display = eglGetCurrentDisplay();
    impl_->outer_context = eglGetCurrentContext();
    impl_->outer_draw = eglGetCurrentSurface(EGL_DRAW);
    impl_->outer_read = eglGetCurrentSurface(EGL_READ);
    if (impl_->context == EGL_NO_CONTEXT) {
        throw GraphicsError(
            fmt::format("EGL {} gives no further OpenGL context: {}", way.name, egl_error_name(eglGetError())));
    }
    if (!way.surfaceless) {
        const std::array<EGLint, 5> size{EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
        impl_->surface = eglCreatePbufferSurface(way.display, way.config, size.data());
    }
    if (eglMakeCurrent(way.display, impl_->surface, impl_->surface, impl_->context) != EGL_TRUE) {
        throw GraphicsError(
            fmt::format("EGL {} cannot make its context current: {}", way.name, egl_error_name(eglGetError())));
    }
    load_gl(eglGetProcAddress);
}

OffscreenContext::~OffscreenContext() = default;

void load_gl(GetProcAddress get_proc_address) {
    // The loader's table is one for the process, and what it holds serves every context (libglvnd dispatches by the one that
    // is current). Written once, so that a context made on a worker thread does not write under the window that draws.
    static std::mutex mutex;
    static bool loaded = false;
    const std::lock_guard lock(mutex);
    if (!loaded) {
        const int version = gladLoadGL(get_proc_address);
        if (version == 0) {
            throw GraphicsError("the functions of OpenGL cannot be loaded; install libgl1 and libgl1-mesa-dri");
        }
        if (GLAD_GL_VERSION_3_3 == 0) {
            throw GraphicsError(
                fmt::format("OpenGL {}.{} is too old: 3.3 core is needed; install a newer driver (libgl1-mesa-dri)",
                            GLAD_VERSION_MAJOR(version), GLAD_VERSION_MINOR(version)));
        }
        loaded = true;
        return;
    }
    GLint major = 0;
    GLint minor = 0;
    glGetIntegerv(GL_MAJOR_VERSION, &major);
    glGetIntegerv(GL_MINOR_VERSION, &minor);
    if (major < 3 || (major == 3 && minor < 3)) {
        throw GraphicsError(fmt::format(
            "OpenGL {}.{} is too old: 3.3 core is needed; install a newer driver (libgl1-mesa-dri)", major, minor));
    }
}

std::string gl_description() {
    return fmt::format("{} {}, OpenGL {}", text_of(GL_VENDOR), text_of(GL_RENDERER), text_of(GL_VERSION));
}

bool draws_in_software() {
    const std::string renderer = text_of(GL_RENDERER);
    return renderer.find("llvmpipe") != std::string::npos || renderer.find("softpipe") != std::string::npos;
}

void finish_drawing() {
    glFinish();
}

}  // namespace bordermap::render

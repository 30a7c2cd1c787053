#include "render/gl/gl_objects.hpp"

#include "embedded_shaders.hpp"
#include "render/gl/context.hpp"

#include <array>
#include <fmt/format.h>
#include <vector>
#ifdef BORDERMAP_SHADER_DIR
#include <fstream>
#include <sstream>
#endif

namespace bordermap::render {

GLuint BufferTraits::make() {
    GLuint name = 0;
    glGenBuffers(1, &name);
    return name;
}
void BufferTraits::drop(GLuint name) {
    glDeleteBuffers(1, &name);
}
GLuint TextureTraits::make() {
    GLuint name = 0;
    glGenTextures(1, &name);
    return name;
}
void TextureTraits::drop(GLuint name) {
    glDeleteTextures(1, &name);
}
GLuint VertexArrayTraits::make() {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    return name;
}
void VertexArrayTraits::drop(GLuint name) {
    glDeleteVertexArrays(1, &name);
}
GLuint FramebufferTraits::make() {
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    return name;
}
void FramebufferTraits::drop(GLuint name) {
    glDeleteFramebuffers(1, &name);
}

void BufferTexture::upload(const void* data, std::size_t bytes, GLenum usage) {
    static constexpr std::array<std::uint8_t, 64> kNothing{};
    glBindBuffer(GL_TEXTURE_BUFFER, buffer_.get());
    if (bytes == 0) {
        glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(kNothing.size()), kNothing.data(), usage);
    } else {
        glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(bytes), data, usage);
    }
    glBindTexture(GL_TEXTURE_BUFFER, texture_.get());
    glTexBuffer(GL_TEXTURE_BUFFER, format_, buffer_.get());
    glBindTexture(GL_TEXTURE_BUFFER, 0);
    glBindBuffer(GL_TEXTURE_BUFFER, 0);
    bytes_ = bytes;
}

void BufferTexture::bind(GLuint unit) const {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_BUFFER, texture_.get());
}

namespace {

std::string shader_text(std::string_view name) {
#ifdef BORDERMAP_SHADER_DIR
    // A debug build takes an edited shader without a rebuild.
    const std::ifstream file(fmt::format("{}/{}", BORDERMAP_SHADER_DIR, name));
    if (file) {
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }
#endif
    return std::string(embedded_shader(name));
}

std::string names_of(std::initializer_list<std::string_view> files) {
    std::string names;
    for (const std::string_view file : files) {
        names += names.empty() ? "" : " + ";
        names += file;
    }
    return names;
}

std::string log_of(GLuint name, decltype(glGetShaderiv) get_value, decltype(glGetShaderInfoLog) get_log) {
    GLint length = 0;
    get_value(name, GL_INFO_LOG_LENGTH, &length);
    std::vector<GLchar> text(static_cast<std::size_t>(length) + 1, '\0');
    get_log(name, length, nullptr, text.data());
    return text.data();
}

GLuint compile(GLenum stage, std::initializer_list<std::string_view> files) {
    std::string source = "#version 330 core\n" + shader_text("frame.glsl");
    for (const std::string_view file : files) {
        source += shader_text(file);
    }
    const GLuint shader = glCreateShader(stage);
    const GLchar* text = source.c_str();
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    GLint ok = GL_FALSE;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
    if (ok != GL_TRUE) {
        const std::string log = log_of(shader, glGetShaderiv, glGetShaderInfoLog);
        glDeleteShader(shader);
        throw GraphicsError(
            fmt::format("the graphics driver ({}) refuses the shader {}: {}", gl_description(), names_of(files), log));
    }
    return shader;
}

}  // namespace

void DrawTexture::resize(int width, int height) {
    if (width == width_ && height == height_) {
        return;
    }
    width_ = width;
    height_ = height;
    glBindTexture(GL_TEXTURE_2D, texture_.get());
    glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(internal_format_), width, height, 0,
                 internal_format_ == GL_R8 ? GL_RED : GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glBindTexture(GL_TEXTURE_2D, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.get());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.get(), 0);
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
        width_ = height_ = 0;
        throw GraphicsError(
            fmt::format("the graphics driver ({}) has no framebuffer of {} x {} px", gl_description(), width, height));
    }
}

std::uint64_t DrawTexture::bytes() const {
    return static_cast<std::uint64_t>(width_) * static_cast<std::uint64_t>(height_) *
           (internal_format_ == GL_R8 ? 1U : 4U);
}

void copy_pixels(GLuint from, GLuint to, int left, int bottom, int width, int height, int to_left, int to_bottom) {
    glDisable(GL_SCISSOR_TEST);
    glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
    glBlitFramebuffer(left, bottom, left + width, bottom + height, to_left, to_bottom, to_left + width,
                      to_bottom + height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
}

Program::Program(std::initializer_list<std::string_view> vertex, std::initializer_list<std::string_view> fragment) {
    const GLuint first = compile(GL_VERTEX_SHADER, vertex);
    GLuint second = 0;
    try {
        second = compile(GL_FRAGMENT_SHADER, fragment);
    } catch (...) {
        glDeleteShader(first);
        throw;
    }
    name_ = glCreateProgram();
    glAttachShader(name_, first);
    glAttachShader(name_, second);
    glLinkProgram(name_);
    glDeleteShader(first);
    glDeleteShader(second);
    GLint ok = GL_FALSE;
    glGetProgramiv(name_, GL_LINK_STATUS, &ok);
    if (ok != GL_TRUE) {
        const std::string log = log_of(name_, glGetProgramiv, glGetProgramInfoLog);
        glDeleteProgram(name_);
        throw GraphicsError(fmt::format("the graphics driver ({}) cannot link {} with {}: {}", gl_description(),
                                        names_of(vertex), names_of(fragment), log));
    }
    const GLuint block = glGetUniformBlockIndex(name_, "Frame");
    if (block != GL_INVALID_INDEX) {
        glUniformBlockBinding(name_, block, 0);
    }
}

Program::~Program() {
    glDeleteProgram(name_);
}

void Program::use() const {
    glUseProgram(name_);
}

void Program::set(const char* name, int value) const {
    glUniform1i(glGetUniformLocation(name_, name), value);
}
void Program::set(const char* name, float value) const {
    glUniform1f(glGetUniformLocation(name_, name), value);
}
void Program::set(const char* name, float x, float y) const {
    glUniform2f(glGetUniformLocation(name_, name), x, y);
}
void Program::set(const char* name, float x, float y, float z) const {
    glUniform3f(glGetUniformLocation(name_, name), x, y, z);
}
void Program::set4(const char* name, const float* values, int count) const {
    glUniform4fv(glGetUniformLocation(name_, name), count, values);
}

namespace {

/// What the driver says of its last errors (KHR_debug), "" where it does not say.
std::string driver_messages() {
    std::string all;
    if (GLAD_GL_KHR_debug == 0 || glGetDebugMessageLog == nullptr) {
        return all;
    }
    std::array<GLchar, 1024> text{};
    for (int i = 0; i < 64; ++i) {
        GLenum type = 0;
        GLsizei length = 0;
        if (glGetDebugMessageLog(1, static_cast<GLsizei>(text.size()), nullptr, &type, nullptr, nullptr, &length,
                                 text.data()) == 0) {
            break;
        }
        if (type == GL_DEBUG_TYPE_ERROR) {
            all += fmt::format("{}{}", all.empty() ? ": " : "; ", text.data());
        }
    }
    return all;
}

}  // namespace

void collect_driver_messages() {
    if (GLAD_GL_KHR_debug != 0 && glGetDebugMessageLog != nullptr) {
        glEnable(GL_DEBUG_OUTPUT);
    }
}

void clear_gl_errors() {
    // Bounded: a lost context may report for ever.
    for (int i = 0; i < 64 && glGetError() != GL_NO_ERROR; ++i) {
    }
}

void check_gl(const char* doing) {
    const GLenum error = glGetError();
    if (error == GL_NO_ERROR) {
        return;
    }
    const std::string messages = driver_messages();
    clear_gl_errors();
    switch (error) {
        case GL_OUT_OF_MEMORY:
            throw GraphicsError(fmt::format(
                "the graphics driver ran out of memory while {}; make the picture smaller or close other programs",
                doing));
        case GL_INVALID_FRAMEBUFFER_OPERATION:
            throw GraphicsError(fmt::format("the graphics driver ({}) cannot draw into this framebuffer (while {})",
                                            gl_description(), doing));
        default:
            throw GraphicsError(fmt::format("the graphics driver ({}) reports error 0x{:04x} while {}{}",
                                            gl_description(), error, doing, messages));
    }
}

}  // namespace bordermap::render

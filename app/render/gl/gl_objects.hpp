#pragma once
/// Owners of OpenGL objects of the current context, and the shader programs.

#include <cstdint>
#include <glad/gl.h>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace bordermap::render {

/// Owns one name. `Traits::make()` and `Traits::drop(name)`.
template <typename Traits>
class Handle {
public:
    Handle() : name_(Traits::make()) {}
    ~Handle() { reset(); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    Handle(Handle&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            reset();
            name_ = std::exchange(other.name_, 0);
        }
        return *this;
    }
    [[nodiscard]] GLuint get() const { return name_; }

private:
    void reset() {
        if (name_ != 0) {
            Traits::drop(name_);
        }
    }
    GLuint name_ = 0;
};

struct BufferTraits {
    static GLuint make();
    static void drop(GLuint name);
};
struct TextureTraits {
    static GLuint make();
    static void drop(GLuint name);
};
struct VertexArrayTraits {
    static GLuint make();
    static void drop(GLuint name);
};
struct FramebufferTraits {
    static GLuint make();
    static void drop(GLuint name);
};
using Buffer = Handle<BufferTraits>;
using Texture = Handle<TextureTraits>;
using VertexArray = Handle<VertexArrayTraits>;
using Framebuffer = Handle<FramebufferTraits>;

/// A buffer read in shaders through a texture of one format.
class BufferTexture {
public:
    explicit BufferTexture(GLenum format) : format_(format) {}
    /// Replaces the content (an empty one becomes a few zero bytes: a sampler must have something to look at).
    void upload(const void* data, std::size_t bytes, GLenum usage);
    void bind(GLuint unit) const;
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    Buffer buffer_;
    Texture texture_;
    GLenum format_;
    std::size_t bytes_ = 0;
};

/// A texture that framebuffers draw into, made again when the size changes.
class DrawTexture {
public:
    explicit DrawTexture(GLenum internal_format) : internal_format_(internal_format) {}
    /// Throws GraphicsError when the driver has no framebuffer of this size. Its content is then undefined.
    void resize(int width, int height);
    [[nodiscard]] GLuint texture() const { return texture_.get(); }
    [[nodiscard]] GLuint framebuffer() const { return framebuffer_.get(); }
    [[nodiscard]] std::uint64_t bytes() const;

private:
    Texture texture_;
    Framebuffer framebuffer_;
    GLenum internal_format_;
    int width_ = 0, height_ = 0;
};

/// Copies a rectangle of pixels from one framebuffer (0: the window) to another. Rows count upwards. Both stay bound, for reading
/// and drawing.
void copy_pixels(GLuint from, GLuint to, int left, int bottom, int width, int height, int to_left, int to_bottom);

/// A linked program. Uniforms are set by name; a name that the compiler removed is ignored.
class Program {
public:
    /// File names of shaders/; each stage is the concatenation of its files behind the #version line and frame.glsl. Throws
    /// GraphicsError with the driver's log and the names.
    Program(std::initializer_list<std::string_view> vertex, std::initializer_list<std::string_view> fragment);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void use() const;
    void set(const char* name, int value) const;
    void set(const char* name, bool value) const { set(name, value ? 1 : 0); }
    void set(const char* name, float value) const;
    void set(const char* name, float x, float y) const;
    void set(const char* name, float x, float y, float z) const;
    /// `count` vectors of four floats.
    void set4(const char* name, const float* values, int count) const;

private:
    GLuint name_ = 0;
};

/// Throws GraphicsError when the driver reports errors; `doing` says at what ("uploading the map").
void check_gl(const char* doing);
/// Lets the driver keep its own words about errors (KHR_debug, where there is one), for check_gl to tell.
void collect_driver_messages();
/// Forgets errors that others left behind.
void clear_gl_errors();

}  // namespace bordermap::render

#include "render/gl/kept_frame.hpp"

#include "render/gl/context.hpp"
#include "render/gl/gl_objects.hpp"

#include <glad/gl.h>

namespace bordermap::render {

struct KeptFrame::Impl {
    Framebuffer framebuffer;
    Renderbuffer colour;
    int stored_width = 0, stored_height = 0;  ///< of the renderbuffer
    int width = 0, height = 0;                ///< of the copy; 0: none

    void copy(GLuint from, GLuint to, int w, int h) const {
        glDisable(GL_SCISSOR_TEST);
        glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
        glBlitFramebuffer(0, 0, w, h, 0, 0, w, h, GL_COLOR_BUFFER_BIT, GL_NEAREST);
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
    }
};

KeptFrame::KeptFrame() : impl_(std::make_unique<Impl>()) {}
KeptFrame::~KeptFrame() = default;

void KeptFrame::keep(int width, int height) {
    Impl& kept = *impl_;
    clear_gl_errors();
    if (kept.stored_width != width || kept.stored_height != height) {
        glBindRenderbuffer(GL_RENDERBUFFER, kept.colour.get());
        glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, width, height);
        glBindFramebuffer(GL_FRAMEBUFFER, kept.framebuffer.get());
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, kept.colour.get());
        const GLenum state = glCheckFramebufferStatus(GL_FRAMEBUFFER);
        glBindRenderbuffer(GL_RENDERBUFFER, 0);
        glBindFramebuffer(GL_FRAMEBUFFER, 0);
        if (state != GL_FRAMEBUFFER_COMPLETE) {
            throw GraphicsError("the driver offers no framebuffer to keep the map in; update the graphics driver");
        }
        kept.stored_width = width;
        kept.stored_height = height;
    }
    kept.copy(0, kept.framebuffer.get(), width, height);
    check_gl("keeping the map");
    kept.width = width;
    kept.height = height;
}

bool KeptFrame::show(int width, int height) {
    const Impl& kept = *impl_;
    if (kept.width != width || kept.height != height) {
        return false;
    }
    clear_gl_errors();
    kept.copy(kept.framebuffer.get(), 0, width, height);
    check_gl("showing the kept map");
    return true;
}

void KeptFrame::forget() {
    impl_->width = impl_->height = 0;
}

}  // namespace bordermap::render

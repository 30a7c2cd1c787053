#include "render/gl/kept_frame.hpp"

#include "render/gl/gl_objects.hpp"

#include <glad/gl.h>

namespace bordermap::render {

struct KeptFrame::Impl {
    DrawTexture copy{GL_RGBA8};
    int width = 0, height = 0;  ///< of the copy; 0: none
};

KeptFrame::KeptFrame() : impl_(std::make_unique<Impl>()) {}
KeptFrame::~KeptFrame() = default;

void KeptFrame::keep(int width, int height) {
    Impl& kept = *impl_;
    clear_gl_errors();
    forget();
    kept.copy.resize(width, height);
    copy_pixels(0, kept.copy.framebuffer(), 0, 0, width, height, 0, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
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
    copy_pixels(kept.copy.framebuffer(), 0, 0, 0, width, height, 0, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    check_gl("showing the kept map");
    return true;
}

void KeptFrame::forget() {
    impl_->width = impl_->height = 0;
}

}  // namespace bordermap::render

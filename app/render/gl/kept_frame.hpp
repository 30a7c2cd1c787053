#pragma once
/// A copy of the map as it was drawn, so that a frame in which only panels changed does not draw the map again.

#include <memory>

namespace bordermap::render {

/// Needs a current context for its whole life.
class KeptFrame {
public:
    KeptFrame();
    ~KeptFrame();
    KeptFrame(const KeptFrame&) = delete;
    KeptFrame& operator=(const KeptFrame&) = delete;

    /// Copies the window's framebuffer of this size. Throws GraphicsError when the driver refuses.
    void keep(int width, int height);
    /// Puts the copy back into the window's framebuffer: the same pixels. False when nothing of this size is kept.
    bool show(int width, int height);
    void forget();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bordermap::render

#pragma once
// Put before imgui_impl_opengl3.cpp: it reads the number out of "#version 300 es", which web/main.cpp gives it. (Its
// other use, for drivers that do not tell their version, cannot be reached: WebGL 2 always answers 3.0.)
#include <GLES3/gl3.h>
#include <stdio.h>

#define sscanf(text, format, version, ...) (*(version) = 300, 1)

// Before each frame it asks how WebGL stands, to put that back afterwards. Nobody else draws, and to ask is to wait for
// the graphics process to have drawn the frame before (with software WebGL 68 ms, measured), so it is told what a fresh
// context would say.
inline void ow_fresh_gl_state(GLenum name, GLint* value) {
    switch (name) {
        case GL_MAX_TEXTURE_SIZE:
            glGetIntegerv(name, value);
            return;
        case GL_MAJOR_VERSION:
            *value = 3;
            return;
        case GL_ACTIVE_TEXTURE:
            *value = GL_TEXTURE0;
            return;
        case GL_BLEND_SRC_RGB:
        case GL_BLEND_SRC_ALPHA:
            *value = GL_ONE;
            return;
        case GL_BLEND_EQUATION_RGB:
        case GL_BLEND_EQUATION_ALPHA:
            *value = GL_FUNC_ADD;
            return;
        case GL_VIEWPORT:
        case GL_SCISSOR_BOX:
            value[0] = value[1] = value[2] = value[3] = 0;
            return;
        default:
            *value = 0;
    }
}

#define glGetIntegerv ow_fresh_gl_state
#define glIsEnabled(capability) GL_FALSE
#define glGetString(name) nullptr

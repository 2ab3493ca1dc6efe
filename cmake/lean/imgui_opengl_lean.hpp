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

// Its shaders never change, and to ask how compiling them went, or where their inputs lie, is to wait until they are
// compiled (20 ms of the first page). So nobody asks: the inputs get their places before linking, the uniforms are
// looked up when they are first set (cmake/lean/glue.js), and where they do not compile the shell sees it by the error
// that drawing with them leaves (web/shell/bare.mjs).
inline void ow_link_program(GLuint program) {
    glBindAttribLocation(program, 0, "Position");
    glBindAttribLocation(program, 1, "UV");
    glBindAttribLocation(program, 2, "Color");
    glLinkProgram(program);
}

inline GLint ow_attribute_place(const char* name) { return name[0] == 'P' ? 0 : name[0] == 'U' ? 1 : 2; }

inline void ow_shader_state(GLenum what, GLint* value) { *value = what == GL_INFO_LOG_LENGTH ? 0 : 1; }

#define glLinkProgram ow_link_program
#define glGetAttribLocation(program, name) ow_attribute_place(name)
#define glGetShaderiv(shader, what, value) ow_shader_state(what, value)
#define glGetProgramiv(program, what, value) ow_shader_state(what, value)
#define glGetShaderInfoLog(shader, size, length, text)
#define glGetProgramInfoLog(program, size, length, text)

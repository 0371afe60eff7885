#version 430 core

out vec4 color;

void main() {
    color = vec4(0.2, 1, 0.4, 1);
}

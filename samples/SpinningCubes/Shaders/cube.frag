#version 430 core

uniform sampler2D picture;

in vec2 textureAt;
in float light;

out vec4 color;

void main() {
    color = vec4(light * texture(picture, textureAt).rgb, 1);
}

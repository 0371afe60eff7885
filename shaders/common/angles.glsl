// Trigonometric and hyperbolic functions for activation.glsl. GLSL's own may be off by 2^-11 or worse. Polynomials after
// S. Moshier, Cephes (sinf, cosf, asinf, atanf). Arguments out of range give NaN.

// The sine at quarters 0 and 2 of the turn, the cosine at quarters 1 and 3, with its sign.
vec4 sine_from_quarter(vec4 x, float quarter) {
    vec4 turns = roundEven(x * 0.63661977236758134);
    vec4 r = ((x - turns * 1.5703125) - turns * 4.837512969970703125e-4) - turns * 7.5497899548918821e-8;
    vec4 z = r * r;
    vec4 sine = r + r * z * (-1.6666654611e-1 + z * (8.3321608736e-3 - z * 1.9515295891e-4));
    vec4 cosine = 1.0 - 0.5 * z + z * z * (4.166664568298827e-2 + z * (-1.388731625493765e-3 + z * 2.443315711809948e-5));
    vec4 place = mod(turns + quarter, 4.0);
    vec4 y = select(greaterThan(mod(place, 2.0), vec4(0.5)), cosine, sine);
    y = select(greaterThan(place, vec4(1.5)), -y, y);
    // Large angles have few digits behind the point; the driver reduces them as well as it can.
    y = select(greaterThan(abs(x), vec4(30000.0)), sin(x + quarter * 1.57079632679), y);
    return select(equal(abs(x), vec4(uintBitsToFloat(0x7F800000u))), vec4(NOT_A_NUMBER), y);
}

vec4 activate_sin(vec4 x) { return sine_from_quarter(x, 0.0); }
vec4 activate_cos(vec4 x) { return sine_from_quarter(x, 1.0); }
vec4 activate_tan(vec4 x) { return sine_from_quarter(x, 0.0) / sine_from_quarter(x, 1.0); }

vec4 asin_near_zero(vec4 x) {
    vec4 z = x * x;
    return x + x * z * (1.6666752422e-1 + z * (7.4953002686e-2 + z * (4.5470025998e-2
        + z * (2.4181311049e-2 + z * 4.2163199048e-2))));
}

// Beyond 1/2 by the half of the complement: asin(a) = pi/2 - 2 asin(sqrt((1 - a) / 2)).
vec4 asin_of_magnitude(vec4 a) {
    vec4 complement = 2.0 * asin_near_zero(sqrt(max(0.5 * (1.0 - a), vec4(0.0))));
    vec4 y = select(greaterThan(a, vec4(0.5)), 1.57079632679 - complement, asin_near_zero(a));
    return select(greaterThan(a, vec4(1.0)), vec4(NOT_A_NUMBER), y);
}

vec4 activate_asin(vec4 x) {
    vec4 y = asin_of_magnitude(abs(x));
    return select(isnan(x), x, select(lessThan(x, vec4(0.0)), -y, y));
}

vec4 activate_acos(vec4 x) {
    vec4 complement = 2.0 * asin_near_zero(sqrt(max(0.5 * (1.0 - x), vec4(0.0))));
    vec4 y = select(greaterThan(x, vec4(0.5)), complement, 1.57079632679 - activate_asin(x));
    return select(greaterThan(abs(x), vec4(1.0)), vec4(NOT_A_NUMBER), select(isnan(x), x, y));
}

vec4 activate_atan(vec4 x) {
    vec4 a = abs(x);
    bvec4 high = greaterThan(a, vec4(2.414213562373095));
    bvec4 middle = greaterThan(a, vec4(0.4142135623730950));
    vec4 start = select(high, vec4(1.57079632679), select(middle, vec4(0.785398163397), vec4(0.0)));
    vec4 t = select(high, -1.0 / a, select(middle, (a - 1.0) / (a + 1.0), a));
    vec4 z = t * t;
    vec4 y = start + t + t * z * (-3.33329491539e-1 + z * (1.99777106478e-1
        + z * (-1.38776856032e-1 + z * 8.05374449538e-2)));
    return select(lessThan(x, vec4(0.0)), -y, y);
}

// In two factors, so that exp(|x|) does not overflow before the result does.
vec4 activate_sinh(vec4 x) {
    vec4 a = abs(x);
    vec4 root = exp(0.5 * a);
    vec4 z = a * a;
    vec4 small = a + a * z * (1.0 / 6.0 + z * (1.0 / 120.0 + z * (1.0 / 5040.0 + z * (1.0 / 362880.0))));
    vec4 y = select(lessThan(a, vec4(1.0)), small, 0.5 * root * root - 0.5 / (root * root));
    return select(lessThan(x, vec4(0.0)), -y, y);
}

vec4 activate_cosh(vec4 x) {
    vec4 root = exp(0.5 * abs(x));
    return 0.5 * root * root + 0.5 / (root * root);
}

// x + x^3/3 + x^5/5 + ..., for |x| up to 1/4.
vec4 atanh_near_zero(vec4 x) {
    vec4 z = x * x;
    return x + x * z * (1.0 / 3.0 + z * (1.0 / 5.0 + z * (1.0 / 7.0 + z * (1.0 / 9.0 + z * (1.0 / 11.0)))));
}

// log(1 + x) for x >= 0.
vec4 log_of_one_plus(vec4 x) {
    return select(lessThan(x, vec4(0.5)), 2.0 * atanh_near_zero(x / (2.0 + x)), log(1.0 + x));
}

// Above 1e8, x^2 + 1 is x^2 in single precision.
vec4 activate_asinh(vec4 x) {
    vec4 a = abs(x);
    vec4 z = a * a;
    vec4 y = log_of_one_plus(a + z / (1.0 + sqrt(z + 1.0)));
    y = select(greaterThan(a, vec4(1e8)), log(a) + 0.693147180560, y);
    return select(isnan(x), x, select(lessThan(x, vec4(0.0)), -y, y));
}

vec4 activate_acosh(vec4 x) {
    vec4 t = x - 1.0;
    vec4 y = log_of_one_plus(t + sqrt(max(t * t + 2.0 * t, vec4(0.0))));
    y = select(greaterThan(x, vec4(1e8)), log(x) + 0.693147180560, y);
    return select(lessThan(x, vec4(1.0)), vec4(NOT_A_NUMBER), select(isnan(x), x, y));
}

vec4 activate_atanh(vec4 x) {
    vec4 a = abs(x);
    vec4 y = select(lessThan(a, vec4(0.25)), atanh_near_zero(a), 0.5 * log((1.0 + a) / max(1.0 - a, vec4(0.0))));
    y = select(greaterThan(a, vec4(1.0)), vec4(NOT_A_NUMBER), y);
    return select(isnan(x), x, select(lessThan(x, vec4(0.0)), -y, y));
}

#include "CLogitKernels.h"
#include <math.h>
#include <string.h>
// temporary plain stand-in
#define EACH(name, expr) static void name(const float *x, float *y, int64_t n) { for (int64_t i = 0; i < n; i++) y[i] = (expr); }
EACH(k_exp, expf(x[i])) EACH(k_log1p, log1pf(x[i])) EACH(k_sig, 1 / (1 + expf(-x[i]))) EACH(k_tanh, tanhf(x[i])) EACH(k_relu, x[i] < 0 ? 0 : x[i])
static void k_softmax(const float *x, float *y, int64_t r, int64_t c) { for (int64_t k = 0; k < r; k++, x += c, y += c) { float m = x[0], s = 0; for (int64_t j = 1; j < c; j++) if (x[j] > m) m = x[j]; for (int64_t j = 0; j < c; j++) { y[j] = expf(x[j] - m); s += y[j]; } for (int64_t j = 0; j < c; j++) y[j] /= s; } }
static void g_sig(const float *o, float *g, int64_t n) { for (int64_t i = 0; i < n; i++) g[i] *= o[i] * (1 - o[i]); }
static void g_tanh(const float *o, float *g, int64_t n) { for (int64_t i = 0; i < n; i++) g[i] *= 1 - o[i] * o[i]; }
static void g_relu(const float *o, float *g, int64_t n) { for (int64_t i = 0; i < n; i++) g[i] = o[i] > 0 ? g[i] : 0; }
static void g_softmax(const float *o, float *g, int64_t r, int64_t c) { for (int64_t k = 0; k < r; k++, o += c, g += c) { float d = 0; for (int64_t j = 0; j < c; j++) d += o[j] * g[j]; for (int64_t j = 0; j < c; j++) g[j] = o[j] * (g[j] - d); } }
static void h_bin(const float *z, const float *y, const float *w, int64_t r, int64_t c, float s, float th, float scale, float *g, logit_totals *t) {
  t->loss = 0; t->correct = 0;
  for (int64_t k = 0; k < r; k++) { float sum = 0, wk = w ? w[k] : 1; for (int64_t j = 0; j < c; j++) { int64_t i = k * c + j; float v = z[i], tt = y[i] * (1 - s) + s / 2; sum += fmaxf(v, 0) - v * tt + log1pf(expf(-fabsf(v))); if (v != v) sum = v; t->correct += y[i] == (v > th ? 1 : 0); g[i] = scale * wk * (1 / (1 + expf(-v)) - tt) / c; } t->loss += (double)wk * sum / c; } }
static void head_cat(const float *z, const float *y, const float *w, int64_t r, int64_t c, float s, float scale, float *g, logit_totals *t, int sparse) {
  t->loss = 0; t->correct = 0;
  for (int64_t k = 0; k < r; k++) { const float *v = z + k * c; float wk = w ? w[k] : 1, m = v[0], sum = 0, loss = 0, ts = 0; int64_t am = 0, al = 0; for (int64_t j = 1; j < c; j++) { if (v[j] > m) { m = v[j]; am = j; } if (!sparse && y[k * c + j] > y[k * c + al]) al = j; } if (sparse) al = (int64_t)y[k]; for (int64_t j = 0; j < c; j++) sum += expf(v[j] - m); float lse = m + logf(sum); t->correct += am == al;
    for (int64_t j = 0; j < c; j++) { float tt = sparse ? (j == al) : y[k * c + j] * (1 - s) + s / c; ts += tt; loss += tt * (lse - v[j]); }
    for (int64_t j = 0; j < c; j++) { float tt = sparse ? (j == al) : y[k * c + j] * (1 - s) + s / c; g[k * c + j] = scale * wk * (expf(v[j] - lse) * ts - tt); } t->loss += (double)wk * loss; } }
static void h_cat(const float *z, const float *y, const float *w, int64_t r, int64_t c, float s, float scale, float *g, logit_totals *t) { head_cat(z, y, w, r, c, s, scale, g, t, 0); }
static void h_sparse(const float *z, const float *y, const float *w, int64_t r, int64_t c, float scale, float *g, logit_totals *t) { head_cat(z, y, w, r, c, 0, scale, g, t, 1); }
static void d_fwd(const float *x, const float *k, const float *b, int64_t r, int64_t f, int64_t u, float *o) { for (int64_t i = 0; i < r; i++) for (int64_t j = 0; j < u; j++) { float s = 0; for (int64_t q = 0; q < f; q++) s += x[i * f + q] * k[q * u + j]; o[i * u + j] = s + (b ? b[j] : 0); } }
static void d_pg(const float *x, const float *g, int64_t r, int64_t f, int64_t u, float *kg, float *bg) { memset(kg, 0, f * u * 4); if (bg) memset(bg, 0, u * 4); for (int64_t i = 0; i < r; i++) for (int64_t j = 0; j < u; j++) { float v = g[i * u + j]; if (bg) bg[j] += v; for (int64_t q = 0; q < f; q++) kg[q * u + j] += x[i * f + q] * v; } }
static void d_ig(const float *g, const float *k, int64_t r, int64_t f, int64_t u, float *ig) { for (int64_t i = 0; i < r; i++) for (int64_t q = 0; q < f; q++) { float s = 0; for (int64_t j = 0; j < u; j++) s += g[i * u + j] * k[q * u + j]; ig[i * f + q] = s; } }
static void s_bin(const float *x, const float *y, const float *w, const float *k, const float *b, int64_t r, int64_t f, float s, float th, float scale, float *kg, float *bg, float *sc, logit_totals *t) { d_fwd(x, k, b, r, f, 1, sc); h_bin(sc, y, w, r, 1, s, th, scale, sc, t); d_pg(x, sc, r, f, 1, kg, bg); }
static void s_cat(const float *x, const float *y, const float *w, const float *k, const float *b, int64_t r, int64_t f, int64_t c, float s, float scale, float *kg, float *bg, float *sc, logit_totals *t) { d_fwd(x, k, b, r, f, c, sc); h_cat(sc, y, w, r, c, s, scale, sc, t); d_pg(x, sc, r, f, c, kg, bg); }
static void s_sparse(const float *x, const float *y, const float *w, const float *k, const float *b, int64_t r, int64_t f, int64_t c, float scale, float *kg, float *bg, float *sc, logit_totals *t) { d_fwd(x, k, b, r, f, c, sc); h_sparse(sc, y, w, r, c, scale, sc, t); d_pg(x, sc, r, f, c, kg, bg); }
static void u_sgd(float *p, const float *g, int64_t n, float r) { for (int64_t i = 0; i < n; i++) p[i] -= r * g[i]; }
static void u_mom(float *p, float *m, const float *g, int64_t n, float r, float mu, int32_t nes) { for (int64_t i = 0; i < n; i++) { m[i] = mu * m[i] - r * g[i]; p[i] += nes ? mu * m[i] - r * g[i] : m[i]; } }
static void u_adam(float *p, float *m, float *v, const float *g, int64_t n, float a, float b1, float b2, float e) { for (int64_t i = 0; i < n; i++) { m[i] += (g[i] - m[i]) * b1; v[i] += (g[i] * g[i] - v[i]) * b2; p[i] -= m[i] * a / (sqrtf(v[i]) + e); } }
static void m_gather(const float *s, const uint32_t *ix, int64_t r, int64_t c, float *o) { for (int64_t i = 0; i < r; i++) memcpy(o + i * c, s + (int64_t)ix[i] * c, c * 4); }
static int64_t m_nf(const float *x, int64_t n) { for (int64_t i = 0; i < n; i++) if (!(fabsf(x[i]) <= 3.4028235e38f)) return i; return -1; }
static const logit_kernels plain = {LOGIT_LEVEL_BASELINE, k_exp, k_log1p, k_sig, k_tanh, k_relu, k_softmax, g_sig, g_tanh, g_relu, g_softmax, h_bin, h_cat, h_sparse, d_fwd, d_pg, d_ig, s_bin, s_cat, s_sparse, u_sgd, u_mom, u_adam, m_gather, m_nf};
logit_level logit_best_level(void) { return LOGIT_LEVEL_BASELINE; }
const logit_kernels *logit_kernels_for_level(logit_level level) { return level == LOGIT_LEVEL_BASELINE ? &plain : NULL; }
double logit_log1p(double x) { return log1p(x); }
double logit_exp(double x) { return exp(x); }
double logit_log(double x) { return log(x); }
double logit_sqrt(double x) { return sqrt(x); }

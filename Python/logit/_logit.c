// The models of liblogit as a Python type.
//
// It is built for the stable ABI, so that one file serves Python 3.11 and later, and without NumPy's headers.
// Arrays come through the buffer protocol. Asking NumPy for a buffer with its format takes longer than
// predicting a row, so the fields of plain arrays are read where NumPy's ABI has them; that they are there is
// found out once, against a buffer, and if they are not, the buffer protocol is all that is used.

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <string.h>

#include "logit.h"

typedef struct {
  PyObject_HEAD
  logit_model *model;
  PyObject *columns;
  PyObject *classes;
  Py_ssize_t column_count;
  Py_ssize_t class_count;
} Model;

static PyObject *logit_error;
/// What makes an array of anything else, of logit._rows.
static PyObject *as_array;

/// Raises what liblogit says of its last error.
static PyObject *raise_last_error(void) {
  PyObject *error = PyObject_CallFunction(logit_error, "ss", logit_last_error(), logit_last_error_code());
  if (error != NULL) {
    PyErr_SetObject(logit_error, error);
    Py_DECREF(error);
  }
  return NULL;
}

// NumPy

/// The first fields of an array in NumPy's ABI, which has been the same since NumPy 1.7.
typedef struct {
  PyObject_HEAD
  char *data;
  int nd;
  Py_ssize_t *dimensions;
  Py_ssize_t *strides;
  PyObject *base;
  PyObject *descr;
} array_fields;

static struct {
  PyTypeObject *array;  // numpy.ndarray; NULL if it is not known, or not as it is expected to be
  PyObject *float64;    // the dtypes, of which there is one each
  PyObject *float32;
  int is_known;  // whether it was looked for
} numpy;

/// Whether an array's fields are what a buffer of it says.
static int has_fields(PyObject *array, PyObject *dtype) {
  Py_buffer view;
  if (PyObject_GetBuffer(array, &view, PyBUF_STRIDED_RO | PyBUF_FORMAT) < 0) return 0;
  const array_fields *fields = (const array_fields *)array;
  int agrees = fields->nd == view.ndim && fields->data == view.buf && fields->descr == dtype;
  for (int i = 0; agrees && i < view.ndim; i++) {
    agrees = fields->dimensions[i] == view.shape[i] && fields->strides[i] == view.strides[i];
  }
  PyBuffer_Release(&view);
  return agrees;
}

/// An array of the shape [2, 3] with strides of its own: every second column of zeros.
static PyObject *test_array(PyObject *module, PyObject *dtype) {
  PyObject *whole = PyObject_CallMethod(module, "zeros", "((ii)O)", 2, 6, dtype);
  PyObject *rows = whole != NULL ? PySlice_New(NULL, NULL, NULL) : NULL;
  PyObject *two = PyLong_FromLong(2);
  PyObject *columns = two != NULL ? PySlice_New(NULL, NULL, two) : NULL;
  PyObject *part = NULL;
  if (rows != NULL && columns != NULL) {
    PyObject *places = PyTuple_Pack(2, rows, columns);
    if (places != NULL) part = PyObject_GetItem(whole, places);
    Py_XDECREF(places);
  }
  Py_XDECREF(whole);
  Py_XDECREF(rows);
  Py_XDECREF(two);
  Py_XDECREF(columns);
  return part;
}

/// Whether the arrays of a module that is called numpy have the fields, and keeps its types if so.
static int learn_from(PyObject *module) {
  PyObject *type = PyObject_GetAttrString(module, "ndarray");
  PyObject *size = type != NULL ? PyObject_GetAttrString(type, "__basicsize__") : NULL;
  numpy.float64 = PyObject_CallMethod(module, "dtype", "s", "float64");
  numpy.float32 = PyObject_CallMethod(module, "dtype", "s", "float32");
  int is_known = 0;
  if (size != NULL && PyType_Check(type) && numpy.float64 != NULL && numpy.float32 != NULL &&
      PyLong_AsSsize_t(size) >= (Py_ssize_t)sizeof(array_fields)) {
    PyObject *wide = test_array(module, numpy.float64), *narrow = test_array(module, numpy.float32);
    is_known = wide != NULL && narrow != NULL && Py_TYPE(wide) == (PyTypeObject *)type &&
               has_fields(wide, numpy.float64) && has_fields(narrow, numpy.float32);
    Py_XDECREF(wide);
    Py_XDECREF(narrow);
  }
  Py_XDECREF(size);
  if (is_known) numpy.array = (PyTypeObject *)type;
  else Py_XDECREF(type);
  return is_known;
}

/// Looks for NumPy, unless nobody has imported it.
static void learn_numpy(void) {
  PyObject *modules = PyImport_GetModuleDict();
  PyObject *module = modules != NULL ? PyDict_GetItemString(modules, "numpy") : NULL;
  if (module == NULL) return;
  numpy.is_known = 1;
  learn_from(module);
  PyErr_Clear();
}

// Rows

/// Numbers in memory, and what keeps them there.
typedef struct {
  const void *data;
  int32_t type;
  int nd;  // 1 for a row, 2 for rows
  Py_ssize_t rows, columns, row_stride, column_stride;
  PyObject *owner;  // an array made of something else; may be NULL
  Py_buffer view;
  int has_view;
  double *copy;  // the numbers of a list; may be NULL
} numbers;

static void release(numbers *x) {
  if (x->has_view) PyBuffer_Release(&x->view);
  Py_XDECREF(x->owner);
  PyMem_Free(x->copy);
}

static void set_shape(numbers *x, int nd, const Py_ssize_t *shape, const Py_ssize_t *strides) {
  x->nd = nd;
  x->rows = nd == 2 ? shape[0] : 1;
  x->columns = shape[nd - 1];
  x->row_stride = nd == 2 ? strides[0] : 0;
  x->column_stride = strides[nd - 1];
}

/// The numbers of a plain array, without a copy; 0 for anything else.
static int numbers_of_array(PyObject *object, numbers *x) {
  if (Py_TYPE(object) != numpy.array || numpy.array == NULL) return 0;
  const array_fields *array = (const array_fields *)object;
  if (array->nd != 1 && array->nd != 2) return 0;
  if (array->descr == numpy.float64) x->type = LOGIT_FLOAT64;
  else if (array->descr == numpy.float32) x->type = LOGIT_FLOAT32;
  else return 0;
  x->data = array->data;
  set_shape(x, array->nd, array->dimensions, array->strides);
  return 1;
}

/// The numbers of a buffer of floats or doubles, without a copy; 0 for anything else, without an error.
static int numbers_of_buffer(PyObject *object, numbers *x) {
  // The buffer of an array with a mask says nothing of the mask.
  if (!PyObject_CheckBuffer(object) || PyObject_HasAttrString(object, "filled")) return 0;
  if (PyObject_GetBuffer(object, &x->view, PyBUF_STRIDED_RO | PyBUF_FORMAT) < 0) {
    PyErr_Clear();
    return 0;
  }
  const char *format = x->view.format != NULL ? x->view.format : "B";
  if (*format == '@' || *format == '=') format++;
  const int is_double = strcmp(format, "d") == 0 && x->view.itemsize == (Py_ssize_t)sizeof(double);
  const int is_float = strcmp(format, "f") == 0 && x->view.itemsize == (Py_ssize_t)sizeof(float);
  if ((!is_double && !is_float) || (x->view.ndim != 1 && x->view.ndim != 2)) {
    PyBuffer_Release(&x->view);
    return 0;
  }
  x->has_view = 1;
  x->type = is_double ? LOGIT_FLOAT64 : LOGIT_FLOAT32;
  x->data = x->view.buf;
  set_shape(x, x->view.ndim, x->view.shape, x->view.strides);
  return 1;
}

/// The numbers of a list or tuple, copied, None as NaN; 0 for anything else, without an error.
static int numbers_of_list(PyObject *object, numbers *x) {
  const int is_list = PyList_Check(object);
  if (!is_list && !PyTuple_Check(object)) return 0;
  const Py_ssize_t count = is_list ? PyList_Size(object) : PyTuple_Size(object);
  x->copy = PyMem_Malloc((size_t)(count > 0 ? count : 1) * sizeof(double));
  if (x->copy == NULL) return 0;
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *item = is_list ? PyList_GetItem(object, i) : PyTuple_GetItem(object, i);
    x->copy[i] = item == Py_None ? (double)NAN : item != NULL ? PyFloat_AsDouble(item) : -1;
    if (x->copy[i] == -1 && PyErr_Occurred()) {
      // A list of rows, or of texts, or one that got shorter: NumPy knows, or says what is wrong.
      PyErr_Clear();
      PyMem_Free(x->copy);
      x->copy = NULL;
      return 0;
    }
  }
  const Py_ssize_t stride = sizeof(double);
  x->type = LOGIT_FLOAT64;
  x->data = x->copy;
  set_shape(x, 1, &count, &stride);
  return 1;
}

/// Anything else as an array of doubles.
static int numbers_of_any(const Model *self, PyObject *object, numbers *x) {
  PyObject *array = PyObject_CallFunctionObjArgs(as_array, object, self->columns, NULL);
  if (array == NULL) return 0;
  x->owner = array;
  if (!numpy.is_known) learn_numpy();
  if (numbers_of_array(array, x) || numbers_of_buffer(array, x)) return 1;
  PyErr_SetString(PyExc_TypeError, "rows must have one dimension (a row) or two (rows and columns)");
  return 0;
}

/// The numbers of an object; 0 if there is an error. To be released in either case.
static int numbers_of(const Model *self, PyObject *object, numbers *x) {
  memset(x, 0, sizeof *x);
  if (!numpy.is_known) learn_numpy();
  return numbers_of_array(object, x) || numbers_of_list(object, x) || numbers_of_buffer(object, x) ||
         numbers_of_any(self, object, x);
}

/// Predicts one row; a negative status if there is an error, which is raised.
static int32_t predict_row(const Model *self, const numbers *x, float *probabilities) {
  const int64_t classes = probabilities != NULL ? self->class_count : 0;
  int32_t found;
  if (x->type == LOGIT_FLOAT64 && x->column_stride == (Py_ssize_t)sizeof(double)) {
    found = logit_predict_row(self->model, x->data, x->columns, probabilities, classes);
  } else if (x->type == LOGIT_FLOAT32 && x->column_stride == (Py_ssize_t)sizeof(float)) {
    found = logit_predict_row_f32(self->model, x->data, x->columns, probabilities, classes);
  } else {
    int32_t index = 0;
    found = logit_predict_strided(self->model, x->data, x->type, 1, x->columns, 0, x->column_stride, 1,
                                  probabilities, classes, &index);
    if (found == LOGIT_OK) found = index;
  }
  if (found < 0) raise_last_error();
  return found;
}

/// The rows below which the interpreter's lock is kept, since others would wait longer for it than for them.
#define FEW_ROWS 32

/// Predicts rows; 0 if there is an error, which is raised.
static int predict_rows(const Model *self, const numbers *x, int32_t threads, float *probabilities, int32_t *indices) {
  const int64_t classes = probabilities != NULL ? self->class_count : 0;
  int32_t status;
  if (x->rows <= FEW_ROWS) {
    status = logit_predict_strided(self->model, x->data, x->type, x->rows, x->columns, x->row_stride,
                                   x->column_stride, threads, probabilities, classes, indices);
  } else {
    // The last error belongs to this thread, whichever lock it holds.
    Py_BEGIN_ALLOW_THREADS
    status = logit_predict_strided(self->model, x->data, x->type, x->rows, x->columns, x->row_stride,
                                   x->column_stride, threads, probabilities, classes, indices);
    Py_END_ALLOW_THREADS
  }
  if (status < 0) raise_last_error();
  return status >= 0;
}

// What is returned

/// An array of NumPy to write to, with its buffer in `view`; NULL if there is an error.
static PyObject *new_array(Py_buffer *view, const char *dtype, Py_ssize_t rows, Py_ssize_t columns) {
  PyObject *module = PyImport_ImportModule("numpy");
  if (module == NULL) return NULL;
  PyObject *array = columns > 0 ? PyObject_CallMethod(module, "empty", "((nn)s)", rows, columns, dtype)
                                : PyObject_CallMethod(module, "empty", "((n)s)", rows, dtype);
  Py_DECREF(module);
  if (array != NULL && PyObject_GetBuffer(array, view, PyBUF_WRITABLE | PyBUF_C_CONTIGUOUS) < 0) Py_CLEAR(array);
  return array;
}

/// The buffer of an array that the caller gave for probabilities; 0 if there is an error.
static int buffer_of_output(PyObject *out, Py_buffer *view, const Model *self, const numbers *x) {
  if (PyObject_GetBuffer(out, view, PyBUF_WRITABLE | PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) < 0) return 0;
  const int is_float = view->format != NULL && strcmp(view->format, "f") == 0;
  // A flat one has room for the rows one after the other; another shape would be read in another order.
  const int fits = view->ndim == 1   ? view->shape[0] == x->rows * self->class_count
                   : view->ndim == 2 ? view->shape[0] == x->rows && view->shape[1] == self->class_count
                                     : 0;
  if (is_float && fits) return 1;
  PyErr_Format(PyExc_ValueError,
               "out must be an array of float32 of the shape (%zd, %zd), rows and classes, one row after the other",
               x->rows, self->class_count);
  PyBuffer_Release(view);
  return 0;
}

static PyObject *tuple_of_probabilities(const float *probabilities, Py_ssize_t count) {
  PyObject *tuple = PyTuple_New(count);
  for (Py_ssize_t i = 0; tuple != NULL && i < count; i++) {
    PyObject *number = PyFloat_FromDouble(probabilities[i]);
    if (number == NULL || PyTuple_SetItem(tuple, i, number) < 0) Py_CLEAR(tuple);
  }
  return tuple;
}

// Methods

/// Classes of a row that need no memory.
#define FEW_CLASSES 64

PyDoc_STRVAR(probability_doc,
             "probability(row)\n--\n\n"
             "The probability of the second of two classes for one row: an array, a buffer or a list with a\n"
             "number for each of columns; NaN and None count as missing. The shortest way for a single row.");

static PyObject *model_probability(PyObject *object, PyObject *row) {
  Model *self = (Model *)object;
  if (self->class_count != 2) {
    PyErr_Format(PyExc_ValueError, "probability is for models of two classes, and this has %zd; call predict_proba",
                 self->class_count);
    return NULL;
  }
  float probabilities[2];
  const array_fields *array = (const array_fields *)row;
  if (Py_TYPE(row) == numpy.array && array->descr == numpy.float64 && array->nd == 1 &&
      (array->strides[0] == (Py_ssize_t)sizeof(double) || array->dimensions[0] <= 1)) {
    // What most calls are, by the shortest way.
    const double *data = (const double *)(const void *)array->data;
    if (logit_predict_row(self->model, data, array->dimensions[0], probabilities, 2) < 0) return raise_last_error();
    return PyFloat_FromDouble(probabilities[1]);
  }
  numbers x;
  int32_t found = -1;
  if (numbers_of(self, row, &x)) {
    if (x.nd == 1) found = predict_row(self, &x, probabilities);
    else PyErr_SetString(PyExc_TypeError, "probability takes one row; call predict_proba for rows");
  }
  release(&x);
  return found < 0 ? NULL : PyFloat_FromDouble(probabilities[1]);
}

static PyObject *proba_of_row(Model *self, const numbers *x, PyObject *out) {
  float few[FEW_CLASSES];
  if (out != Py_None) {
    Py_buffer view;
    if (!buffer_of_output(out, &view, self, x)) return NULL;
    const int32_t found = predict_row(self, x, view.buf);
    PyBuffer_Release(&view);
    return found < 0 ? NULL : Py_NewRef(out);
  }
  float *probabilities = few;
  if (self->class_count > FEW_CLASSES) {
    probabilities = PyMem_Malloc((size_t)self->class_count * sizeof(float));
    if (probabilities == NULL) return PyErr_NoMemory();
  }
  PyObject *tuple = NULL;
  if (predict_row(self, x, probabilities) >= 0) tuple = tuple_of_probabilities(probabilities, self->class_count);
  if (probabilities != few) PyMem_Free(probabilities);
  return tuple;
}

static PyObject *proba_of_rows(Model *self, const numbers *x, PyObject *out, int32_t threads) {
  Py_buffer view;
  PyObject *result;
  if (out == Py_None) {
    result = new_array(&view, "float32", x->rows, self->class_count);
    if (result == NULL) return NULL;
  } else {
    if (!buffer_of_output(out, &view, self, x)) return NULL;
    result = Py_NewRef(out);
  }
  const int is_done = predict_rows(self, x, threads, view.buf, NULL);
  PyBuffer_Release(&view);
  if (!is_done) Py_CLEAR(result);
  return result;
}

PyDoc_STRVAR(proba_doc,
             "predict_proba($self, x, /, out=None, threads=0)\n--\n\n"
             "The probability of each of classes. For rows, [rows, columns], an array of float32 of the shape\n"
             "[rows, classes]; for one row a tuple of floats. Arrays of float64 and float32 are read where they\n"
             "are, whatever their strides; anything else becomes an array of float64, a data frame by the names\n"
             "of its columns. With out, an array of float32 of that shape, the probabilities are written there.\n"
             "threads is the most that share the work, 0 for all; for more than 32 rows the interpreter's lock\n"
             "is not held meanwhile.");

static PyObject *model_predict_proba(PyObject *object, PyObject *arguments, PyObject *names) {
  static char *keywords[] = {"", "out", "threads", NULL};
  PyObject *rows, *out = Py_None;
  int threads = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O|Oi:predict_proba", keywords, &rows, &out, &threads)) return NULL;
  Model *self = (Model *)object;
  numbers x;
  PyObject *result = NULL;
  if (numbers_of(self, rows, &x)) {
    result = x.nd == 1 ? proba_of_row(self, &x, out) : proba_of_rows(self, &x, out, threads);
  }
  release(&x);
  return result;
}

PyDoc_STRVAR(index_doc,
             "predict_index($self, x, /, threads=0)\n--\n\n"
             "The class that is decided on, as its place in classes: an int for one row, an array of int32 for\n"
             "rows. It is the most probable one, unless the model has a threshold or costs.");

static PyObject *model_predict_index(PyObject *object, PyObject *arguments, PyObject *names) {
  static char *keywords[] = {"", "threads", NULL};
  PyObject *rows, *result = NULL;
  int threads = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O|i:predict_index", keywords, &rows, &threads)) return NULL;
  const Model *self = (const Model *)object;
  numbers x;
  if (numbers_of(self, rows, &x)) {
    if (x.nd == 1) {
      const int32_t found = predict_row(self, &x, NULL);
      if (found >= 0) result = PyLong_FromLong(found);
    } else {
      Py_buffer view;
      result = new_array(&view, "int32", x.rows, 0);
      if (result != NULL) {
        const int is_done = predict_rows(self, &x, threads, NULL, view.buf);
        PyBuffer_Release(&view);
        if (!is_done) Py_CLEAR(result);
      }
    }
  }
  release(&x);
  return result;
}

/// A text that liblogit made; NULL with its error if it made none.
static PyObject *text_of(char *text) {
  if (text == NULL) return raise_last_error();
  PyObject *result = PyUnicode_FromString(text);
  logit_free_text(text);
  return result;
}

static PyObject *model_describe_json(PyObject *object, PyObject *unused) {
  (void)unused;
  return text_of(logit_describe(((Model *)object)->model));
}

static PyObject *model_predict_json(PyObject *object, PyObject *text) {
  Py_ssize_t count;
  const char *bytes = PyUnicode_AsUTF8AndSize(text, &count);
  if (bytes == NULL) return NULL;
  const logit_model *model = ((Model *)object)->model;
  char *result;
  Py_BEGIN_ALLOW_THREADS
  result = logit_predict_json(model, bytes, (size_t)count);
  Py_END_ALLOW_THREADS
  return text_of(result);
}

// The type

static PyObject *tuple_of_names(const logit_model *model, Py_ssize_t count,
                                const char *(*name)(const logit_model *, int64_t)) {
  PyObject *names = PyTuple_New(count);
  for (Py_ssize_t i = 0; names != NULL && i < count; i++) {
    PyObject *text = PyUnicode_FromString(name(model, i));
    if (text == NULL || PyTuple_SetItem(names, i, text) < 0) Py_CLEAR(names);
  }
  return names;
}

PyDoc_STRVAR(model_doc,
             "Model(bytes, name='the model')\n--\n\n"
             "A model that predicts rows, from the bytes of its file.");

static PyObject *model_new(PyTypeObject *type, PyObject *arguments, PyObject *names) {
  static char *keywords[] = {"", "name", NULL};
  Py_buffer bytes;
  const char *name = NULL;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "y*|s:Model", keywords, &bytes, &name)) return NULL;
  logit_model *model;
  Py_BEGIN_ALLOW_THREADS
  model = logit_load_bytes(bytes.buf, (size_t)bytes.len, name);
  Py_END_ALLOW_THREADS
  PyBuffer_Release(&bytes);
  if (model == NULL) return raise_last_error();
  allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
  Model *self = (Model *)allocate(type, 0);
  if (self == NULL) {
    logit_free(model);
    return NULL;
  }
  self->model = model;
  self->column_count = (Py_ssize_t)logit_column_count(model);
  self->class_count = (Py_ssize_t)logit_class_count(model);
  self->columns = tuple_of_names(model, self->column_count, logit_column_name);
  self->classes = tuple_of_names(model, self->class_count, logit_class_name);
  if (self->columns == NULL || self->classes == NULL) Py_CLEAR(self);
  return (PyObject *)self;
}

static void model_dealloc(PyObject *object) {
  Model *self = (Model *)object;
  PyTypeObject *type = Py_TYPE(object);
  logit_free(self->model);
  Py_XDECREF(self->columns);
  Py_XDECREF(self->classes);
  freefunc release_memory = (freefunc)PyType_GetSlot(type, Py_tp_free);
  release_memory(object);
  Py_DECREF(type);
}

static PyObject *model_columns(PyObject *self, void *unused) {
  (void)unused;
  return Py_NewRef(((Model *)self)->columns);
}

static PyObject *model_classes(PyObject *self, void *unused) {
  (void)unused;
  return Py_NewRef(((Model *)self)->classes);
}

static PyMethodDef model_methods[] = {
    {"probability", model_probability, METH_O, probability_doc},
    {"predict_proba", (PyCFunction)(void (*)(void))model_predict_proba, METH_VARARGS | METH_KEYWORDS, proba_doc},
    {"predict_index", (PyCFunction)(void (*)(void))model_predict_index, METH_VARARGS | METH_KEYWORDS, index_doc},
    {"_describe_json", model_describe_json, METH_NOARGS, NULL},
    {"_predict_json", model_predict_json, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef model_properties[] = {
    {"columns", model_columns, NULL, "The names of the columns, in the order of a row's numbers.", NULL},
    {"classes", model_classes, NULL, "The names of the classes, in the order of the probabilities.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot model_slots[] = {
    {Py_tp_doc, (void *)model_doc}, {Py_tp_new, model_new},           {Py_tp_dealloc, model_dealloc},
    {Py_tp_methods, model_methods}, {Py_tp_getset, model_properties}, {0, NULL},
};

static PyType_Spec model_spec = {"logit._logit.Model", sizeof(Model), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                                 model_slots};

// The module

/// What a module of Python has under a name; NULL with an error if it has none.
static PyObject *imported(const char *module_name, const char *name) {
  PyObject *module = PyImport_ImportModule(module_name);
  if (module == NULL) return NULL;
  PyObject *found = PyObject_GetAttrString(module, name);
  Py_DECREF(module);
  return found;
}

static int fill_module(PyObject *module) {
  if (logit_abi_version() < LOGIT_ABI_VERSION) {
    PyErr_Format(PyExc_ImportError, "liblogit has version %d of its functions, and version %d is needed",
                 (int)logit_abi_version(), LOGIT_ABI_VERSION);
    return -1;
  }
  logit_error = imported("logit._errors", "LogitError");
  as_array = imported("logit._rows", "as_array");
  if (logit_error == NULL || as_array == NULL) return -1;
  PyObject *type = PyType_FromSpec(&model_spec);
  if (type == NULL) return -1;
  const int failed = PyModule_AddObjectRef(module, "Model", type);
  Py_DECREF(type);
  if (failed) return -1;
  return PyModule_AddStringConstant(module, "version", logit_version());
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, fill_module}, {0, NULL}};

static struct PyModuleDef module_definition = {
    PyModuleDef_HEAD_INIT, .m_name = "_logit", .m_size = 0, .m_slots = module_slots};

PyMODINIT_FUNC PyInit__logit(void) { return PyModuleDef_Init(&module_definition); }

/*
 * Faxes by the FaxCom objects, in C11:
 *
 *   fax_c send FILE NUMBER    send a file and wait for its end
 *   fax_c ports [ROUNDS]      what all ports are doing, every second (for ever, or so often)
 *   fax_c jobs                the queue
 *   fax_c cancel JOB          take a fax out of it
 *   fax_c tiff FILE           what a received fax says of itself
 *
 *   cc fax.c $(pkg-config --cflags --libs faxcom)
 */
#define COBJMACROS
#define _POSIX_C_SOURCE 200809L
#include <faxcom/faxcom.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <uchar.h>

enum { JC_DELETE = 1 };

/* ---- texts: the terminal's encoding and UTF-16 ---- */

static BSTR bstr_of(const char *text) {
    BSTR made = SysAllocStringLen(NULL, (UINT)strlen(text)); /* no encoding needs more units than bytes */
    const char *end = text + strlen(text);
    mbstate_t state = {0};
    UINT units = 0;
    while (made && text < end) {
        char16_t unit;
        size_t used = mbrtoc16(&unit, text, (size_t)(end - text), &state);
        if (used == (size_t)-1 || used == (size_t)-2) unit = '?', used = 1, memset(&state, 0, sizeof state);
        made[units++] = unit;
        if (used != (size_t)-3) text += used;
    }
    SysReAllocStringLen(&made, made, units);
    return made;
}

static void print(BSTR text, const char *end) {
    mbstate_t state = {0};
    char bytes[16];
    for (UINT i = 0; i < SysStringLen(text); ++i) {
        size_t count = c16rtomb(bytes, text[i], &state);
        if (count == (size_t)-1) count = 1, bytes[0] = '?', memset(&state, 0, sizeof state);
        fwrite(bytes, 1, count, stdout);
    }
    fputs(end, stdout);
}

static int same(const OLECHAR *a, const OLECHAR *b) {
    while (*a && *a == *b) ++a, ++b;
    return *a == *b;
}

/* ---- errors: the library's own sentence, and the end ---- */

static void check(HRESULT result, const char *what) {
    IErrorInfo *error = NULL;
    BSTR text = NULL;
    if (SUCCEEDED(result)) return;
    printf("%s: 0x%08X ", what, (unsigned)result);
    if (GetErrorInfo(0, &error) == S_OK) {
        error->lpVtbl->GetDescription(error, &text);
        error->lpVtbl->Release(error);
    }
    print(text, "\n");
    SysFreeString(text);
    exit(1);
}

/* ---- objects ---- */

static void *object_in(VARIANT *value, REFIID iid) {
    void *object = NULL;
    check(value->pdispVal->lpVtbl->QueryInterface(value->pdispVal, iid, &object), "QueryInterface");
    VariantClear(value);
    return object;
}

static IFaxServer *connected(void) {
    IFaxServer *server = NULL;
    check(CoCreateInstance(&CLSID_FaxServer, NULL, CLSCTX_INPROC_SERVER, &IID_IFaxServer, (void **)&server), "FaxServer");
    check(IFaxServer_Connect(server, NULL), "Connect"); /* or a host, \\host\share, http(s)://host:port */
    return server;
}

/* A property with a text, printed and freed. */
#define PRINT_TEXT(type, object, name, end)                  \
    do {                                                     \
        BSTR text_ = NULL;                                   \
        check(type##_get_##name(object, &text_), #name);     \
        print(text_, end);                                   \
        SysFreeString(text_);                                \
    } while (0)

#define GET_LONG(type, object, name, out) check(type##_get_##name(object, out), #name)

/* The job with this number, or NULL; to be released. */
static IFaxJob *find_job(IFaxServer *server, LONG number) {
    VARIANT value;
    IFaxJob *found = NULL;
    LONG count = 0, id = 0;
    check(IFaxServer_GetJobs(server, &value), "GetJobs");
    IFaxJobs *jobs = object_in(&value, &IID_IFaxJobs);
    GET_LONG(IFaxJobs, jobs, Count, &count);
    for (LONG i = 1; i <= count && !found; ++i) {
        check(IFaxJobs_get_Item(jobs, i, &value), "Item");
        found = object_in(&value, &IID_IFaxJob);
        GET_LONG(IFaxJob, found, JobId, &id);
        if (id != number) {
            IFaxJob_Release(found);
            found = NULL;
        }
    }
    IFaxJobs_Release(jobs);
    return found;
}

static void pause_ms(long milliseconds) {
    nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000}, NULL);
}

/* ---- the commands ---- */

static int send_fax(char *file, char *number) {
    IFaxServer *server = connected();
    VARIANT value;
    LONG id = 0;
    int failed = 0;
    IFaxJob *job;
    BSTR name = bstr_of(file), to = bstr_of(number);
    check(IFaxServer_CreateDocument(server, name, &value), "CreateDocument");
    IFaxDoc *document = object_in(&value, &IID_IFaxDoc);
    check(IFaxDoc_put_FaxNumber(document, to), "FaxNumber");
    check(IFaxDoc_Send(document, &id), "Send"); /* the file is no longer needed */
    printf("fax %d to %s\n", (int)id, number);
    BSTR shown = NULL;
    while (!failed && (job = find_job(server, id))) { /* a fax that ended well has left the queue */
        BSTR state = NULL;
        check(IFaxJob_get_QueueStatus(job, &state), "QueueStatus");
        if (!shown || !same(state, shown)) print(state, "\n");
        failed = same(state, OLESTR("Failed")) || same(state, OLESTR("Retries Exceeded"));
        SysFreeString(shown);
        shown = state;
        IFaxJob_Release(job);
        pause_ms(200);
    }
    if (!failed) puts("sent");
    SysFreeString(shown);
    SysFreeString(name);
    SysFreeString(to);
    IFaxDoc_Release(document);
    IFaxServer_Release(server);
    return failed;
}

static int show_ports(long rounds) {
    IFaxServer *server = connected();
    VARIANT value;
    LONG count = 0, number = 0, page = 0, pages = 0;
    check(IFaxServer_GetPorts(server, &value), "GetPorts");
    IFaxPorts *ports = object_in(&value, &IID_IFaxPorts);
    GET_LONG(IFaxPorts, ports, Count, &count);
    for (long round = 1;; ++round) {
        for (LONG i = 1; i <= count; ++i) {
            check(IFaxPorts_get_Item(ports, i, &value), "Item");
            IFaxPort *port = object_in(&value, &IID_IFaxPort);
            check(IFaxPort_GetStatus(port, &value), "GetStatus");
            IFaxStatus *state = object_in(&value, &IID_IFaxStatus);
            GET_LONG(IFaxStatus, state, DeviceId, &number);
            GET_LONG(IFaxStatus, state, CurrentPage, &page);
            GET_LONG(IFaxStatus, state, PageCount, &pages);
            printf("%3d ", (int)number);
            PRINT_TEXT(IFaxStatus, state, DeviceName, " ");
            PRINT_TEXT(IFaxStatus, state, Description, " ");
            PRINT_TEXT(IFaxStatus, state, Address, "");
            PRINT_TEXT(IFaxStatus, state, CallerId, " ");
            printf("%d/%d\n", (int)page, (int)pages);
            IFaxStatus_Release(state);
            IFaxPort_Release(port);
        }
        if (round == rounds) break;
        pause_ms(1000);
    }
    IFaxPorts_Release(ports);
    IFaxServer_Release(server);
    return 0;
}

static int show_jobs(void) {
    IFaxServer *server = connected();
    VARIANT value;
    LONG count = 0, number = 0;
    check(IFaxServer_GetJobs(server, &value), "GetJobs");
    IFaxJobs *jobs = object_in(&value, &IID_IFaxJobs);
    GET_LONG(IFaxJobs, jobs, Count, &count);
    for (LONG i = 1; i <= count; ++i) {
        check(IFaxJobs_get_Item(jobs, i, &value), "Item");
        IFaxJob *job = object_in(&value, &IID_IFaxJob);
        GET_LONG(IFaxJob, job, JobId, &number);
        printf("%5d ", (int)number);
        PRINT_TEXT(IFaxJob, job, QueueStatus, " ");
        PRINT_TEXT(IFaxJob, job, FaxNumber, " ");
        PRINT_TEXT(IFaxJob, job, DisplayName, "\n");
        IFaxJob_Release(job);
    }
    IFaxJobs_Release(jobs);
    IFaxServer_Release(server);
    return 0;
}

static int cancel_fax(LONG number) {
    IFaxServer *server = connected();
    IFaxJob *job = find_job(server, number);
    if (job) {
        check(IFaxJob_SetStatus(job, JC_DELETE), "SetStatus");
        IFaxJob_Release(job);
    }
    printf(job ? "fax %d is cancelled\n" : "there is no fax %d in the queue\n", (int)number);
    IFaxServer_Release(server);
    return job == NULL;
}

static int show_tiff(char *file) {
    IFaxTiff *fax = NULL;
    BSTR name = bstr_of(file), width = NULL;
    check(CoCreateInstance(&CLSID_FaxTiff, NULL, CLSCTX_INPROC_SERVER, &IID_IFaxTiff, (void **)&fax), "FaxTiff");
    check(IFaxTiff_put_Image(fax, name), "Image");
#define SHOW(property) printf("%-16s ", #property); PRINT_TEXT(IFaxTiff, fax, property, "\n")
    SHOW(ReceiveTime);
    SHOW(Tsid);
    SHOW(Csid);
    SHOW(CallerId);
    SHOW(Routing);
    SHOW(SenderName);
    SHOW(RecipientName);
    SHOW(RecipientNumber);
    check(IFaxTiff_get_TiffTagString(fax, 256, &width), "TiffTagString");
    printf("%-16s ", "ImageWidth");
    print(width, "\n");
    SysFreeString(width);
    SysFreeString(name);
    IFaxTiff_Release(fax);
    return 0;
}

int main(int count, char **given) {
    const char *command = count > 1 ? given[1] : "";
    int status = 2;
    setlocale(LC_ALL, "");
    check(CoInitialize(NULL), "CoInitialize");
    if (count == 4 && !strcmp(command, "send")) status = send_fax(given[2], given[3]);
    else if (count <= 3 && !strcmp(command, "ports")) status = show_ports(count == 3 ? atol(given[2]) : 0);
    else if (count == 2 && !strcmp(command, "jobs")) status = show_jobs();
    else if (count == 3 && !strcmp(command, "cancel")) status = cancel_fax((LONG)atol(given[2]));
    else if (count == 3 && !strcmp(command, "tiff")) status = show_tiff(given[2]);
    else fputs("fax_c send FILE NUMBER | ports [ROUNDS] | jobs | cancel JOB | tiff FILE\n", stderr);
    CoUninitialize();
    return status;
}

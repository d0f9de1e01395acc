/* event_sender.c -- posting events to the nginx that pushes them,
 * over a kept connection. */
#include "usher-scheduler/event_sender.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASE_SIZE 256
#define ADDRESS_SIZE (BASE_SIZE + 64)

struct post {
    CURL *curl;
    struct curl_slist *headers;
    char base[BASE_SIZE]; /* "http://host:port" */
};

/* What nginx says of the channel is of no interest. */
static size_t ignore(char *bytes, size_t size, size_t count, void *unused)
{
    (void)bytes;
    (void)unused;
    return size * count;
}

static bool set_address(struct post *post, const char *url)
{
    const char *path = strncmp(url, "unix:", 5) == 0 ? url + 5 : NULL;
    if (!path && strncmp(url, "http://", 7) != 0)
        return false;
    if (path && curl_easy_setopt(post->curl, CURLOPT_UNIX_SOCKET_PATH, path) != CURLE_OK)
        return false;
    int length = snprintf(post->base, sizeof(post->base), "%s", path ? "http://localhost" : url);
    return length < (int)sizeof(post->base);
}

/* "Expect" left out: nginx would be asked before each large body whether it wants it. */
static bool set_up(struct post *post)
{
    post->headers = curl_slist_append(post->headers, "Content-Type: application/json");
    post->headers = curl_slist_append(post->headers, "Expect:");
    return post->headers &&
           curl_easy_setopt(post->curl, CURLOPT_HTTPHEADER, post->headers) == CURLE_OK &&
           curl_easy_setopt(post->curl, CURLOPT_WRITEFUNCTION, ignore) == CURLE_OK &&
           curl_easy_setopt(post->curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(post->curl, CURLOPT_PROXY, "") == CURLE_OK;
}

struct post *post_create(const char *url)
{
    struct post *post = calloc(1, sizeof(*post));
    if (!post || curl_global_init(CURL_GLOBAL_NOTHING) != CURLE_OK)
        abort();
    post->curl = curl_easy_init();
    if (!post->curl)
        abort();
    if (set_address(post, url) && set_up(post))
        return post;
    post_destroy(post);
    return NULL;
}

void post_destroy(struct post *post)
{
    if (!post)
        return;
    curl_slist_free_all(post->headers);
    curl_easy_cleanup(post->curl);
    curl_global_cleanup();
    free(post);
}

bool post_event(struct post *post, const struct post_channel *channel, const char *body,
                int64_t timeout_ms, bool *ret_reconnected)
{
    char address[ADDRESS_SIZE];
    long status = 0, connections = 0;
    (void)snprintf(address, sizeof(address), "%s/%s/%s", post->base, channel->kind,
                   channel->id.text);
    (void)curl_easy_setopt(post->curl, CURLOPT_URL, address);
    (void)curl_easy_setopt(post->curl, CURLOPT_POSTFIELDS, body);
    (void)curl_easy_setopt(post->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(body));
    (void)curl_easy_setopt(post->curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    if (curl_easy_perform(post->curl) != CURLE_OK)
        return false;
    (void)curl_easy_getinfo(post->curl, CURLINFO_RESPONSE_CODE, &status);
    (void)curl_easy_getinfo(post->curl, CURLINFO_NUM_CONNECTS, &connections);
    if (connections > 0)
        *ret_reconnected = true;
    return status >= 200 && status < 300;
}

// docs.js -- the words of the page of the API, in Korean.

export const words = {
    docsTitle: "API",
    docsLead: "이 사이트의 모든 기능을 API로도 이용할 수 있습니다.",
    download: "API 명세 openapi.yaml",
    noViewer: "API 뷰어가 설치되어 있지 않습니다.",
    noViewerAdvice: "npm을 설치하고 deploy/up을 다시 실행하면 뷰어가 추가됩니다. " +
        "위 파일은 OpenAPI 3.1을 지원하는 어떤 뷰어로도 열 수 있습니다.",
};
